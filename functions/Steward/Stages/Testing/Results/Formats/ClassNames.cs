namespace Steward.Stages.Testing.Results.Formats;

/// <summary>Finds classes in the full names of tests.</summary>
internal static class ClassNames
{
    /// <summary>
    /// What stands before the last dot of a name, arguments aside: "Shop.CartTests" of "Shop.CartTests.Adds(count: 1.5)", "Shop.Shelf(1)" of
    /// "Shop.Shelf(1).Stands"; empty when there is none.
    /// </summary>
    public static string Of(string name)
    {
        var dot = -1;
        for (var at = 0; at < name.Length; at++)
        {
            if (name[at] == '.') dot = at;
            if (name[at] != '(') continue;
            at = EndOfArguments(name, at);
            // Arguments of a class have a test behind them; those of the test itself end the name.
            if (at + 1 >= name.Length || name[at + 1] != '.') break;
        }

        return dot > 0 ? name[..dot] : "";
    }

    // The closing bracket; brackets in texts are none. The name's end where there is none.
    private static int EndOfArguments(string name, int from)
    {
        var (depth, isText) = (0, false);
        for (var at = from; at < name.Length; at++)
        {
            if (isText && name[at] == '\\') at++;
            else if (name[at] == '"') isText = !isText;
            else if (!isText && name[at] == '(') depth++;
            else if (!isText && name[at] == ')' && --depth == 0) return at;
        }

        return name.Length;
    }
}
