using Verification.Storage.Tests.Files;

// The crash test starts this program once more and kills it while it writes.
return args is ["write-until-killed", var folder]
    ? await CrashingWriter.RunAsync(folder)
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
