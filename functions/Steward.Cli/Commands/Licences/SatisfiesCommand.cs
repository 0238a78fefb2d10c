using System.CommandLine;
using System.Text.Json.Serialization;
using Steward.Kernel;
using Steward.Stages.Security.Licences;
using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Cli.Commands.Licences;

/// <summary><c>steward licences satisfies EXPRESSION --allow ID[,ID...]</c>: 0 satisfied, 1 not, 2 invalid.</summary>
internal static class SatisfiesCommand
{
    public static Command Build(CliServices services)
    {
        var expression = new Argument<string>("EXPRESSION") { Description = "An SPDX licence expression." };
        var allow = new Option<string[]>("--allow")
        {
            Description = "Allowed licences, with commas between them.", Required = true, AllowMultipleArgumentsPerToken = true,
        };
        var lenient = new Option<bool>("--lenient") { Description = "An allowed 'or later' stands for each of its later versions as well." };
        var json = CommandActions.JsonOption();
        return new Command("satisfies", "Whether a licence expression is satisfied by allowed licences.") { expression, allow, lenient, json }
            .Does(services, (parsed, _) =>
            {
                var ids = parsed.GetValue(allow)!.SelectMany(a => a.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
                var (rules, problems) = LicenceRules.Create(ids, [], parsed.GetValue(lenient));
                if (problems.Count > 0) throw StewardException.Invalid($"--{problems[0]}");
                var answer = Judge(parsed.GetValue(expression)!, rules);
                if (parsed.GetValue(json)) services.PrintJson(answer);
                else services.Writer.WriteLine($"{answer.Verdict}: {answer.Reason}");
                return Task.FromResult(answer.Verdict switch { "satisfied" => Exit.Yes, "notSatisfied" => Exit.No, _ => Exit.Input });
            });
    }

    private static Answer Judge(string text, LicenceRules rules)
    {
        var reading = SpdxExpression.Read(text);
        if (reading.Expression is not { } expression) return new Answer(text, null, "invalid", reading.Problem!);
        var asked = rules.Ask(expression);
        var reason = asked is { Differs: false, Counts.Ruling: Ruling.Unknown } ? $"it cannot be said: {asked.Reason}." : $"{asked.Reason}.";
        return new Answer(text, expression.ToString(), WordOf(asked.Counts), reason) { Strict = WordOf(asked.Strict), Lenient = WordOf(asked.Lenient), Differs = asked.Differs };
    }

    private static string WordOf(LicenceRuling ruling) => ruling.Ruling == Ruling.Allowed ? "satisfied" : "notSatisfied";

    private sealed record Answer(
        string Expression, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Normalised, string Verdict, string Reason)
    {
        /// <summary>The strict verdict, and the lenient one; null for what is invalid.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public string? Strict { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public string? Lenient { get; init; }

        /// <summary>True where the two are not the same, and a person should say which one holds.</summary>
        public bool Differs { get; init; }
    }
}
