using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Verification.Functions;
using Verification.Hosting;
using Verification.Storage.Secrets;

try
{
    var builder = FunctionsApplication.CreateBuilder(args);
    builder.ConfigureFunctionsWebApplication();
    builder.Configuration.AddKeyVaultSecrets(TimeProvider.System, failure => Console.Error.WriteLine(
        $"Key Vault could not be read again ({failure.GetType().Name}); the secrets read before stay in use."));
    builder.Services.AddFunctionsHost(builder.Configuration).AddTelemetry(builder.Configuration);
    await builder.Build().RunAsync();
    return 0;
}
catch (Exception exception) when (HostFailure.Of(exception) is { } failure)
{
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, failure.Lines));
    return 1;
}
