using System.Text.Json.Nodes;
using Verification.Core.Providers;
using Verification.Core.Verifications;

namespace Verification.Providers.Passbase;

/// <summary>
/// A session begins with us alone: Passbase knows of it once the person has handed everything in. Until then its key is the
/// verification's id, from then on the identity's key.
/// </summary>
/// <param name="Verification">Whom the identity's metadata must name.</param>
/// <param name="Key">The identity's, or null until there is one.</param>
/// <param name="Root">The approved identity that the person authenticates as, when this is a re-authentication.</param>
/// <param name="Updated">Of the newest answer seen, Unix time in seconds: an older one changes nothing any more.</param>
internal sealed record PassbaseSession(VerificationId Verification, string? Key, string? Root, long Updated)
{
    private const string VerificationMember = "verification";
    private const string RootMember = "root";
    private const string UpdatedMember = "updated";

    /// <exception cref="ProviderException">It is not a session of ours.</exception>
    public static PassbaseSession Read(ProviderSession session) =>
        VerificationId.TryParse((string?)session.Data?[VerificationMember], out var verification)
            ? new PassbaseSession(
                verification,
                PassbaseKey.Read(session.Key),
                (string?)session.Data?[RootMember],
                (long?)session.Data?[UpdatedMember] ?? 0)
            : throw new ProviderException(
                ProviderErrorKind.NotFound, "provider.notFound", "The session names no verification.", mayHaveTakenEffect: false);

    public ProviderSession With(ProviderSession session, PassbaseIdentity identity) => session with
    {
        Key = identity.Id,
        Data = (this with { Updated = identity.Updated }).ToData(),
    };

    public JsonObject ToData()
    {
        var data = new JsonObject { [VerificationMember] = Verification.ToString(), [UpdatedMember] = Updated };
        if (Root is not null)
        {
            data[RootMember] = Root;
        }

        return data;
    }
}
