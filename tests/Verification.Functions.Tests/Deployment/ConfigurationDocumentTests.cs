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

    /// <summary>Here, or for a provider's own settings on the provider's page.</summary>
    [Theory]
    [MemberData(nameof(Settings))]
    public void Setting_OfTheOptionsTree_IsExplained(string setting) =>
        Assert.True(
            Names(setting).Any(name => Document.Contains($"`{name}`", StringComparison.Ordinal)) || IsOnProvidersPage(setting),
            $"Neither docs/configuration.md nor the provider's page explains {setting}.");

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

    private static IEnumerable<string> Names(string setting) =>
        [setting, $"{setting}:{{n}}", setting.Split(':') is ["Providers", _, "Resilience", var name] ? $"Providers:*:Resilience:{name}" : setting];

    private static bool IsOnProvidersPage(string setting) =>
        setting.Split(':') is ["Providers", var provider, .., var name]
        && Repository.Files("docs/providers", "*.md").SingleOrDefault(page => page.EndsWith($"/{provider}.md", StringComparison.OrdinalIgnoreCase)) is { } page
        && Repository.Read(page).Contains($"`{name}`", StringComparison.Ordinal);
}
