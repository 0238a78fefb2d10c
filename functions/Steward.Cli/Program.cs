using Steward.Cli;

#pragma warning disable RS0030 // The composition root of the command line: the only place that reads clock and environment.
var services = CliServices.Over(
    Console.Out, Console.Error, TimeProvider.System, Environment.GetEnvironmentVariable, Environment.GetEnvironmentVariable("STEWARD_FOLDER") ?? Environment.CurrentDirectory);
#pragma warning restore RS0030
return await CommandLine.RunAsync(services, args);
