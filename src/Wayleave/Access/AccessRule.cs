using Wayleave.Snapshots;

namespace Wayleave.Access;

/// <summary>Decides whether the caller is known here at all: deny by default wherever tenants are configured.</summary>
internal static class AccessRule
{
    public static RouteException? Check(RouterSnapshot snapshot, Caller caller, TenantModel? tenant)
    {
        if (!snapshot.HasTenants || tenant is not null)
        {
            return null;
        }

        return new RouteException(
            RouteErrorCode.AccessDenied,
            FaultOrigin.Policy,
            caller.Tenant is null
                ? "The request names no tenant. Set RoutedChatOptions.Tenant, register an ICallerAccessor, or present a virtual key of a tenant."
                : $"The tenant '{caller.Tenant}' is not configured. Add it under Wayleave:Tenants.");
    }
}
