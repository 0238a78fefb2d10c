using Spectre.Console;
using Steward.Vault.Backing;

namespace Steward.Cli.Commands.Vault;

/// <summary>Shows how far a backup or restore is: a bar with rate and remaining time on a terminal, a line every few seconds otherwise. Always on standard error.</summary>
internal static class VaultProgressView
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    public static Task<T> WatchAsync<T>(CliServices services, Func<IProgress<VaultProgress>, Task<T>> work) =>
        services.Notes.Profile.Out.IsTerminal ? BarAsync(services, work) : work(new Lines(services));

    private static Task<T> BarAsync<T>(CliServices services, Func<IProgress<VaultProgress>, Task<T>> work) =>
        services.Notes.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new Bar(context.AddTask("looking"))));

    private static string Text(VaultProgress value)
    {
        var files = value.TotalFiles is { } total ? $"{Amounts.Number(value.Files)} of {Amounts.Number(Math.Max(total, value.Files))} files" : $"{Amounts.Number(value.Files)} files";
        return $"{files}, {Amounts.Bytes(value.Bytes)}{(value.TotalBytes is { } bytes ? $" of {Amounts.Bytes(Math.Max(bytes, value.Bytes))}" : "")}";
    }

    private sealed class Bar(ProgressTask task) : IProgress<VaultProgress>
    {
        public void Report(VaultProgress value)
        {
            task.Description(Text(value)).IsIndeterminate(value.TotalBytes is null);
            task.MaxValue(Math.Max(1, Math.Max(value.TotalBytes ?? 0, value.Bytes))).Value(value.Bytes);
        }
    }

    private sealed class Lines(CliServices services) : IProgress<VaultProgress>
    {
        private readonly long _began = services.Time.GetTimestamp();
        private long _told = services.Time.GetTimestamp();

        public void Report(VaultProgress value)
        {
            if (services.Time.GetElapsedTime(_told) < LineEvery) return;
            _told = services.Time.GetTimestamp();
            var rate = value.Bytes / Math.Max(0.001, services.Time.GetElapsedTime(_began).TotalSeconds);
            var left = value.TotalBytes is { } total && total > value.Bytes && rate > 0 ? $", {Amounts.Seconds(TimeSpan.FromSeconds((total - value.Bytes) / rate))} left" : "";
            services.Notes.MarkupLineInterpolated($"[grey]{Text(value)}, {Amounts.Bytes(rate)}/s{left}[/]");
        }
    }
}
