using System.Reflection;

namespace Wayleave.Tests.Shared;

/// <summary>Renders types as C# spells them, with <c>?</c> where null may come or go.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(char)] = "char", [typeof(decimal)] = "decimal", [typeof(double)] = "double",
        [typeof(float)] = "float", [typeof(int)] = "int", [typeof(long)] = "long", [typeof(object)] = "object", [typeof(string)] = "string",
        [typeof(ulong)] = "ulong", [typeof(void)] = "void",
    };

    private static readonly NullabilityInfoContext Nullability = new();
    private static readonly Lock Guard = new();

    public static string Of(FieldInfo field) => Of(Create(() => Nullability.Create(field)));

    public static string Of(PropertyInfo property) => Of(Create(() => Nullability.Create(property)));

    public static string Of(ParameterInfo parameter)
    {
        var text = Of(Create(() => Nullability.Create(parameter)));
        return parameter.IsOut ? $"out {text}"
            : parameter.IsIn ? $"in {text}"
            : parameter.ParameterType.IsByRef ? $"ref {text}"
            : parameter.IsDefined(typeof(ParamArrayAttribute)) ? $"params {text}" : text;
    }

    public static string Of(Type type)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[]";
        }

        return Nullable.GetUnderlyingType(type) is { } inner ? $"{Of(inner)}?" : $"{Name(type)}{Arguments(type.GetGenericArguments())}";
    }

    public static string Arguments(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Of))}>";

    private static string Of(NullabilityInfo info)
    {
        var type = info.Type;
        var mark = !type.IsValueType && (info.ReadState == NullabilityState.Nullable || info.WriteState == NullabilityState.Nullable) ? "?" : "";
        if (info.ElementType is { } element)
        {
            return $"{Of(element)}[]{mark}";
        }

        return Nullable.GetUnderlyingType(type) is not null || info.GenericTypeArguments.Length == 0
            ? $"{Of(type)}{mark}"
            : $"{Name(type)}<{string.Join(", ", info.GenericTypeArguments.Select(Of))}>{mark}";
    }

    private static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword) || type.IsGenericParameter)
        {
            return keyword ?? type.Name;
        }

        var own = type.Name.Split('`')[0];
        return type.DeclaringType is { } outer ? $"{Name(outer)}.{own}" : $"{type.Namespace}.{own}";
    }

    // The context caches, and is not made for several threads.
    private static NullabilityInfo Create(Func<NullabilityInfo> create)
    {
        lock (Guard)
        {
            return create();
        }
    }
}
