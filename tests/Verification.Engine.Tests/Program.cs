using Verification.Engine.Tests;
using Verification.Engine.Tests.History;
using Xunit.Runner.InProc.SystemConsole;

// The tests kill a process of their own; it is this program with another first argument. So is the recorder of histories.
return args switch
{
    [KillTarget.Argument, var directory] => await KillTarget.RunAsync(directory),
    [HistoryRecorder.Argument] => await HistoryRecorder.RunAsync(),
    _ => await ConsoleRunner.Run(args),
};
