using System.Collections;
using System.Reflection;
using Verification.Api;
using Verification.Core.Images;
using Verification.Core.Verifications;
using Verification.Providers;
using Verification.Storage;

namespace Verification.Functions.Deployment;

public sealed class ConfigurationDocumentTests
{
    private static readonly string Document = Repository.Read("docs/configuration.md");

    private static readonly Type[] Types =
        [.. new[] { typeof(VerificationOptions), typeof(StorageServices), typeof(ProviderServices), typeof(ApiServices) }
            .SelectMany(type => type.Assembly.GetTypes())
            .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal))];

    public static TheoryData<string> Settings =>
        [.. from type in Types
            let section = SectionOf(type) ?? (ValueOf(type) is { } value ? SectionOf(value) : null)
            where section is not null && !Types.Any(other => ValueOf(other) == type)
            from setting in Of(section, type)
            select setting];

    [Theory]
    [MemberData(nameof(Settings))]
    public void Setting_OfTheOptionsTree_IsExplained(string setting) =>
        Assert.True(
            Document.Contains($"`{setting}`", StringComparison.Ordinal)
            || Document.Contains($"`{setting}:{{n}}`", StringComparison.Ordinal)
            || Document.Contains($"`{Shared(setting)}`", StringComparison.Ordinal),
            $"docs/configuration.md does not explain {setting}.");

    [Fact]
    public void Settings_AreFound() => Assert.Contains($"{ImageOptions.Section}:{nameof(ImageOptions.MaxBytes)}", Settings.Select(row => row.Data));

    private static string? SectionOf(Type type) =>
        type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string;

    /// <summary>What a section holds by name, for options that are a dictionary.</summary>
    private static Type? ValueOf(Type type) =>
        type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == typeof(Dictionary<,>)
            ? parent.GetGenericArguments()[1]
            : null;

    private static IEnumerable<string> Of(string section, Type type) =>
        ValueOf(type) is { } value ? Of($"{section}:{{name}}", value)
        : from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
          from setting in property.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal)
              ? Of($"{section}:{property.Name}", property.PropertyType)
              : IsSetting(property) ? [$"{section}:{property.Name}"] : []
          select setting;

    private static bool IsSetting(PropertyInfo property) =>
        property.SetMethod?.IsPublic == true || typeof(IEnumerable).IsAssignableFrom(property.PropertyType);

    private static string Shared(string setting)
    {
        var parts = setting.Split(':');
        return parts is ["Providers", _, "Resilience", var name] ? $"Providers:*:Resilience:{name}" : setting;
    }
}
