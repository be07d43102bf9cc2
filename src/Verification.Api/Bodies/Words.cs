using System.Text.Json;

namespace Verification.Api.Bodies;

/// <summary>The words of an enumeration as requests write them, in camelCase.</summary>
internal static class Words<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> ByText =
        Enum.GetValues<T>().ToDictionary(word => JsonNamingPolicy.CamelCase.ConvertName(word.ToString()));

    public static string Refusal { get; } = $"Must be one of: {string.Join(", ", ByText.Keys)}.";

    public static T? Find(string text) => ByText.TryGetValue(text, out var word) ? word : null;
}
