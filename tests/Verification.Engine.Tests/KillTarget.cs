using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Verification.Core.Workflows;

namespace Verification.Engine.Tests;

/// <summary>
/// A process that is there to be killed. Lines in: <c>start ID</c>, <c>signal ID</c>, <c>finish ID</c>; the same lines out, each once the
/// engine has acknowledged it.
/// </summary>
internal static class KillTarget
{
    public const string Argument = "kill-target";

    public static async Task<int> RunAsync(string directory)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IActivity>(new LambdaActivity("work", (number, _) => Task.FromResult(number)));
        builder.Services.AddSingleton<IWorkflow>(new LambdaWorkflow("order", async context =>
        {
            await context.CallAsync("work", 1);
            await context.CallAsync("work", 2);
            await context.WaitForSignalAsync();
            await context.CallAsync("work", 3);
        }));
        builder.Services.AddEmbeddedEngine(options => options.DataDirectory = directory);
        using var host = builder.Build();
        await host.StartAsync();
        var client = host.Services.GetRequiredService<IWorkflowClient>();
        Console.WriteLine("ready");

        List<Task> running = [];
        while (await Console.In.ReadLineAsync() is { } line)
        {
            running.Add(Task.Run(async () =>
            {
                await DoAsync(client, line.Split(' ')[0], line.Split(' ')[1]);
                Console.WriteLine(line);
            }));
        }

        await Task.WhenAll(running);
        return 0;
    }

    private static async Task DoAsync(IWorkflowClient client, string what, string id)
    {
        switch (what)
        {
            case "start":
                await client.StartAsync("order", id, CancellationToken.None);
                break;
            case "signal":
                await client.SignalAsync(id, Numbers.Signal(1), CancellationToken.None);
                break;
            default:
                while ((await client.GetAsync(id, CancellationToken.None))!.RuntimeStatus != WorkflowRuntimeStatus.Completed)
                {
                    await Task.Yield();
                }

                break;
        }
    }
}
