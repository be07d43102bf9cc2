using System.Text.Json;

namespace Verification.Simulators.Incode;

internal sealed record StartRequest
{
    public string? ConfigurationId { get; init; }

    public string? CountryCode { get; init; }

    public string? Language { get; init; }

    public string? ExternalId { get; init; }

    public string? ExternalCustomerId { get; init; }

    public string? InterviewId { get; init; }

    public string? Uuid { get; init; }

    /// <summary>As the samples spell it.</summary>
    public string? RedirectionUrl { get; init; }

    /// <summary>As the guide spells it.</summary>
    public string? RedirectUrl { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? CustomFields { get; init; }
}

internal sealed record AddImageRequest(string? Base64Image);

internal sealed record GetImagesRequest(IReadOnlyList<string?>? Images);

internal sealed record LogInRequest(string? Email, string? Password);

/// <summary>Stands for a body that has to be an empty object.</summary>
internal sealed record EmptyRequest;
