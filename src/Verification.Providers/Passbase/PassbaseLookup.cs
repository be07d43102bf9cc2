using Microsoft.Extensions.Options;

namespace Verification.Providers.Passbase;

/// <summary>Which identity belongs to a session. Keys come through browsers and plain notifications; only the metadata proves one.</summary>
internal sealed class PassbaseLookup(PassbaseClient client, IOptionsMonitor<PassbaseOptions> options)
{
    /// <summary>True when the identity's metadata names the session's verification and, for a re-authentication, its person.</summary>
    public async Task<bool> IsOursAsync(PassbaseSession session, PassbaseIdentity identity, CancellationToken cancellationToken) =>
        identity.Verification == session.Verification
        && (session.Root is not { } root || root == identity.Id || await IsSamePersonAsync(root, identity, cancellationToken));

    /// <summary>
    /// Looks for the identity of a session that no submit and no notification has named: the person may have closed the browser, and
    /// notifications get lost. Null while there is none.
    /// </summary>
    public async Task<PassbaseIdentity?> FindAsync(PassbaseSession session, CancellationToken cancellationToken)
    {
        if (session.Root is { } root
            && await client.GetIdentityAsync(root, cancellationToken) is var known && known.Verification == session.Verification)
        {
            return known;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? cursor = null;
        for (var pages = options.CurrentValue.SearchPages; pages > 0; pages--)
        {
            var page = await client.ListIdentitiesAsync(cursor, cancellationToken);
            foreach (var identity in page.Items.Where(identity => identity.Verification == session.Verification))
            {
                if (await IsOursAsync(session, identity, cancellationToken))
                {
                    return identity;
                }
            }

            cursor = page.Next;
            if (cursor is null || !seen.Add(cursor))
            {
                return null;
            }
        }

        return null;
    }

    // A new identity of a re-authentication is that of the same account at Passbase, whose name is the e-mail address.
    private async Task<bool> IsSamePersonAsync(string root, PassbaseIdentity identity, CancellationToken cancellationToken) =>
        identity.Email is { } email
        && string.Equals((await client.GetIdentityAsync(root, cancellationToken)).Email, email, StringComparison.OrdinalIgnoreCase);
}
