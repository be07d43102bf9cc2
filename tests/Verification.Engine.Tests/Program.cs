using Verification.Engine.Tests;
using Xunit.Runner.InProc.SystemConsole;

// The tests kill a process of their own; it is this program with another first argument.
return args is [KillTarget.Argument, var directory] ? await KillTarget.RunAsync(directory) : await ConsoleRunner.Run(args);
