using System.Text.RegularExpressions;
using Verification.Core.Activities;
using Verification.Providers;

namespace Verification.Functions.Deployment;

/// <summary>No bicep compiler runs in these tests: they read the files as text and hold on to what must never slip.</summary>
public sealed partial class InfrastructureTests
{
    private static readonly IReadOnlyDictionary<string, string> Files =
        Repository.Files("infra", "*.bicep").ToDictionary(path => path, Repository.Read);

    private static readonly string All = string.Join('\n', Files.Values);

    [Fact]
    public void ParametersAndOutputs_AreNeverSecret()
    {
        var names = Declaration().Matches(All).Select(match => match.Groups[1].Value);

        Assert.DoesNotContain(names, name => SecretWord().IsMatch(name));
        Assert.DoesNotContain("@secure", All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("listKeys")]
    [InlineData("listAccountSas")]
    [InlineData("AccountKey=")]
    [InlineData("getSecret(")]
    public void Files_NeverAskForAccountKeysOrSecrets(string call) => Assert.DoesNotContain(call, All, StringComparison.Ordinal);

    [Fact]
    public void StorageAccounts_RefuseKeysAndAnonymousReaders()
    {
        var accounts = Resources("Microsoft.Storage/storageAccounts@");

        Assert.Equal(2, accounts.Count);
        Assert.All(accounts, account => Assert.Contains("allowSharedKeyAccess: false", account, StringComparison.Ordinal));
        Assert.All(accounts, account => Assert.Contains("allowBlobPublicAccess: false", account, StringComparison.Ordinal));
        Assert.All(accounts, account => Assert.Contains("minimumTlsVersion: 'TLS1_2'", account, StringComparison.Ordinal));
    }

    [Fact]
    public void EvidenceAccount_KeepsNothingThatWasErased()
    {
        var evidence = Resources("Microsoft.Storage/storageAccounts@").Single(account => account.Contains("stevid", StringComparison.Ordinal));

        Assert.Contains("deleteRetentionPolicy: { enabled: false }", evidence, StringComparison.Ordinal);
        Assert.Contains("isVersioningEnabled: false", evidence, StringComparison.Ordinal);
        Assert.Contains("changeFeed: { enabled: false }", evidence, StringComparison.Ordinal);
        Assert.Contains("managementPolicies", evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Vault_CannotBePurgedAndTakesRolesOnly()
    {
        var vault = Assert.Single(Resources("Microsoft.KeyVault/vaults@"));

        Assert.Contains("enablePurgeProtection: true", vault, StringComparison.Ordinal);
        Assert.Contains("enableRbacAuthorization: true", vault, StringComparison.Ordinal);
    }

    [Fact]
    public void Modules_AreAllThereAndAllUsed()
    {
        var used = Module().Matches(Files["infra/main.bicep"]).Select(match => $"infra/{match.Groups[1].Value}").Order();

        Assert.Equal(Files.Keys.Where(path => path != "infra/main.bicep").Order(), used);
    }

    [Fact]
    public void Modules_GetExactlyTheParametersTheyDeclare() =>
        Assert.All(ModuleBlock().Matches(Files["infra/main.bicep"]), module =>
        {
            var declared = Parameter().Matches(Files[$"infra/{module.Groups[1].Value}"]).Select(match => match.Groups[1].Value);
            var given = Argument().Matches(module.Groups[2].Value).Select(match => match.Groups[1].Value);
            Assert.Equal(declared.Order(), given.Order());
        });

    [Fact]
    public void Parameters_OfAzdAreThoseOfTheTemplate()
    {
        var given = Repository.ReadJson("infra/main.parameters.json")["parameters"]!.AsObject().Select(parameter => parameter.Key);
        var declared = Parameter().Matches(Files["infra/main.bicep"]).Select(match => match.Groups[1].Value);

        Assert.Equal(declared.Order(), given.Order());
    }

    /// <summary>Log categories are type names, which a rename would take from under an alert.</summary>
    [Fact]
    public void Alerts_ReadCategoriesThatExist()
    {
        Type[] types = [.. typeof(RecordOutcome).Assembly.GetTypes(), .. typeof(ProviderServices).Assembly.GetTypes()];
        var categories = Category().Matches(Files["infra/app/alerts.bicep"]).Select(match => match.Value).ToList();

        Assert.Equal(3, categories.Count);
        Assert.All(categories, category => Assert.Contains(types, type => type.FullName == category));
    }

    [Fact]
    public void Braces_AreBalanced() =>
        Assert.All(Files.Values, file =>
        {
            Assert.Equal(file.Count(character => character == '{'), file.Count(character => character == '}'));
            Assert.Equal(file.Count(character => character == '['), file.Count(character => character == ']'));
        });

    [Fact]
    public void Workflow_SignsInWithoutASecret()
    {
        var workflow = Repository.Read(".github/workflows/azure.yml");

        Assert.Contains("id-token: write", workflow, StringComparison.Ordinal);
        Assert.DoesNotContain("secrets.", workflow, StringComparison.Ordinal);
    }

    private static List<string> Resources(string type) =>
        [.. Files.Values.SelectMany(file => file.Split("\nresource ").Skip(1))
            .Where(resource => resource.Contains(type, StringComparison.Ordinal) && !resource.Contains(" existing ", StringComparison.Ordinal))];

    [GeneratedRegex(@"^(?:param|output) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex("key|secret|password|connectionString|token|sas$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretWord();

    [GeneratedRegex(@"(?<="")Verification\.[\w.]+(?="")")]
    private static partial Regex Category();

    [GeneratedRegex(@"^param (\w+)", RegexOptions.Multiline)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^module \w+ '([^']+)'", RegexOptions.Multiline)]
    private static partial Regex Module();

    [GeneratedRegex(@"^module \w+ '([^']+)' = \{.*?params: \{(.*?)\n?\s*\}\n\}", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ModuleBlock();

    [GeneratedRegex(@"(\w+): (?=[^,\n]+)")]
    private static partial Regex Argument();
}
