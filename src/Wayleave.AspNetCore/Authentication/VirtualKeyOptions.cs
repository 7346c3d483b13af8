using Microsoft.AspNetCore.Authentication;

namespace Wayleave.AspNetCore.Authentication;

/// <summary>The options of the authentication scheme <see cref="VirtualKeyDefaults.AuthenticationScheme"/>.</summary>
/// <remarks>The keys themselves are configuration of the router (<c>Wayleave:VirtualKeys</c>) and follow its reloads.</remarks>
public sealed class VirtualKeyOptions : AuthenticationSchemeOptions;
