namespace Verification.Local.Hosting;

/// <summary>How this process is put together.</summary>
/// <param name="Listener">Bound, and owned by the caller.</param>
/// <param name="DataDirectory">Everything that must survive this process lies here.</param>
/// <param name="Simulators">Serve the simulated providers beside the API.</param>
internal sealed record LocalHostSettings(Listener Listener, string DataDirectory, IConfiguration Configuration, bool Simulators, LogLevel Log);
