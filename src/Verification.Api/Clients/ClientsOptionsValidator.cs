using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Verification.Api.Clients;

internal sealed partial class ClientsOptionsValidator : IValidateOptions<ClientsOptions>
{
    public ValidateOptionsResult Validate(string? name, ClientsOptions options)
    {
        string[] failures = [.. options.SelectMany(client => Failures(client.Key, client.Value))];
        return failures.Length > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Failures(string name, ClientOptions client)
    {
        if (!ClientOptions.IsName(name))
        {
            yield return $"{ClientOptions.Section}:{name}: a client's name is 1 to 64 of a-z, 0-9 and dash.";
        }

        if (client.RequestsPerMinute < 0 || client.PaidStartsPerDay < 1)
        {
            yield return $"{ClientOptions.Section}:{name}: RequestsPerMinute is 0 or more, PaidStartsPerDay is 1 or more or left out.";
        }

        for (var index = 0; index < client.Keys.Count; index++)
        {
            if (!HexDigest().IsMatch(client.Keys[index]))
            {
                yield return $"{ClientOptions.Section}:{name}:Keys:{index} is not a SHA-256 digest in hex; store the digest, never the key.";
            }
        }
    }

    [GeneratedRegex("^[0-9a-fA-F]{64}$", RegexOptions.CultureInvariant)]
    private static partial Regex HexDigest();
}
