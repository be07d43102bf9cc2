using Microsoft.Extensions.Logging.Console;
using Verification.Api;
using Verification.Engine;
using Verification.Hosting;
using Verification.Simulators;

namespace Verification.Local.Hosting;

/// <summary>Puts the product together in one process: the API on Kestrel, the embedded engine, and the simulators where they are wanted.</summary>
internal static class LocalHost
{
    public static WebApplication Build(LocalHostSettings settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(LocalHost).Assembly.GetName().Name });
        builder.Configuration
            .AddConfiguration(settings.Configuration)
            .AddInMemoryCollection([new("Storage:Path", settings.DataDirectory)]);
        builder.AddConsole(settings.Log);
        settings.Listener.Serve(builder.WebHost);
        builder.Services.AddRouting();
        builder.Services.AddVerification(builder.Configuration);
        builder.Services.AddEmbeddedEngine(engine => engine.DataDirectory = settings.DataDirectory);
        builder.Services.AddHostedService<SweepService>();
        builder.Services.AddHostedService<OtlpExport>();
        if (settings.Simulators)
        {
            builder.Services.AddSimulators();
        }

        var app = builder.Build();
        app.MapVerificationApi();

        // For a person who opens the address that serve prints.
        app.MapGet("/", () => Results.Redirect("/docs"));
        if (settings.Simulators)
        {
            app.MapSimulators();
        }

        return app;
    }

    /// <summary>One line a message, on standard error: standard output belongs to what the command has to say.</summary>
    public static void AddConsole(this WebApplicationBuilder builder, LogLevel level)
    {
        builder.Logging
            .AddFilter(null, LogLevel.Warning < level ? level : LogLevel.Warning)
            .AddFilter("Verification", level)

            // It tells of a start that failed what the exception tells the person anyway.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)

            // Last, so that it has the last word.
            .AddConfiguration(builder.Configuration.GetSection("Logging"))
            .AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss.fff ";
                console.UseUtcTimestamp = true;
            });
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
    }
}
