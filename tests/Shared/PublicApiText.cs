using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Wayleave.Tests.Shared;

/// <summary>Renders everything of an assembly that code outside of it can see, a line for each type and member, sorted.</summary>
internal static class PublicApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<string> Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes().SelectMany(Lines).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Lines(Type type)
    {
        var name = TypeText.Of(type);
        yield return $"{name} : {Kind(type)}{Bases(type)}";
        if (type.IsEnum)
        {
            foreach (var value in Enum.GetValues(type))
            {
                yield return $"{name}.{value} = {Convert.ToInt64(value, CultureInfo.InvariantCulture)}";
            }

            yield break;
        }

        foreach (var member in type.GetMembers(Declared))
        {
            if (Text(member) is { } text)
            {
                yield return $"{name}.{text}";
            }
        }
    }

    private static string? Text(MemberInfo member) => member switch
    {
        _ when member.IsDefined(typeof(CompilerGeneratedAttribute)) => null,
        FieldInfo field when IsVisible(field) => $"{field.Name}: {TypeText.Of(field)}{(field.IsLiteral ? $" const = {Literal(field.GetRawConstantValue())}" : field.IsStatic ? " static" : "")}",
        PropertyInfo property => Text(property),
        ConstructorInfo constructor when IsVisible(constructor) => $"ctor({Parameters(constructor)}){Access(constructor)}",

        // Accessors and operators have special names; operators are API, accessors stand with their property.
        MethodInfo method when IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) =>
            $"{method.Name}{TypeText.Arguments(method.GetGenericArguments())}({Parameters(method)}): {TypeText.Of(method.ReturnParameter)}{Access(method)}{Modifiers(method)}",
        EventInfo handler when handler.AddMethod is { } add && IsVisible(add) => $"{handler.Name}: event {TypeText.Of(handler.EventHandlerType!)}",
        _ => null,
    };

    private static string? Text(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(IsVisible).ToList();
        if (accessors.Count == 0)
        {
            return null;
        }

        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? " required" : "";
        var index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{string.Join(", ", parameters.Select(Parameter))}]" : "";
        return $"{property.Name}{index}: {TypeText.Of(property)} {{ {string.Join(' ', accessors.Select(Accessor))} }}{required}{Modifiers(accessors[0])}";
    }

    private static string Accessor(MethodInfo method)
    {
        var isInit = method.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
        return $"{(isInit ? "init" : method.Name.Split('_')[0])}{Access(method)};";
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    private static string Access(MethodBase method) => method.IsPublic ? "" : " protected";

    private static string Modifiers(MethodInfo method) =>
        method.IsStatic ? " static"
        : method.IsAbstract ? " abstract"
        : method.GetBaseDefinition() != method ? " override"
        : method is { IsVirtual: true, IsFinal: false } ? " virtual" : "";

    private static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter) =>
        $"{TypeText.Of(parameter)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Literal(parameter.RawDefaultValue)}" : "")}";

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Kind(Type type)
    {
        var isRecord = type.GetMethod("PrintMembers", Declared) is not null;
        return type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => $"{(type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "")}{(isRecord ? "record " : "")}struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            _ => $"{(type.IsSealed ? "sealed " : type.IsAbstract ? "abstract " : "")}{(isRecord ? "record" : "class")}",
        };
    }

    // Interfaces that the base type has already, or another interface brings along, are left out.
    private static string Bases(Type type)
    {
        var bases = new List<Type>();
        if (type is { IsEnum: false, IsValueType: false, BaseType: { } parent } && parent != typeof(object))
        {
            bases.Add(parent);
        }

        if (!type.IsEnum)
        {
            var all = type.GetInterfaces();
            bases.AddRange(all.Except(type.BaseType?.GetInterfaces() ?? []).Except(all.SelectMany(static item => item.GetInterfaces())).Where(static item => item.IsPublic));
        }

        return bases.Count == 0 ? "" : $" : {string.Join(", ", bases.Select(TypeText.Of).Order(StringComparer.Ordinal))}";
    }
}
