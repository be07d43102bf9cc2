using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Verification.Functions;
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
catch (Exception exception) when (FunctionsHost.Explain(exception) is { } lines)
{
    await Console.Error.WriteLineAsync(lines);
    return 1;
}
