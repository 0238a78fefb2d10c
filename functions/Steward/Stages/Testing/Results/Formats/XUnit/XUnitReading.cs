using Steward.Stages.Testing.Results.Formats.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.XUnit;

/// <summary>One reading of xUnit.net's results. Errors of fixtures, collections and clean-ups stand beside the tests; each counts as an errored test.</summary>
internal sealed class XUnitReading(XmlScanner xml, ReportBuilder builder) : IXmlReading
{
    private readonly XmlCollector _text = new(xml, builder.WantsTests);
    private XUnitResult? _result;
    private string _assembly = "";
    private string _group = "";

    public void OnStart(string name)
    {
        if (name == "assembly") BeginAssembly();
        else if (name is "collection" or "class") _group = xml.NameOf("name"u8) ?? "";
        else if (name == "test") _result = XUnitResult.Test(xml, Group);
        else if (name == "error") _result = XUnitResult.Error(xml, Group);
        else if (name == "failure") _result ??= XUnitResult.OfClass(_group);
        else if (name is "message" or "stack-trace" or "reason" && _result is not null) _text.Begin();
    }

    public void OnEnd(string name)
    {
        if (name is "collection" or "class") EndGroup();
        else if (name is "test" or "error" || (name == "failure" && _result is { IsOfClass: true })) EndResult();
        else if (name is "message" or "stack-trace" or "reason" && _text.End() is { } text) _result?.Say(text, isTrace: name == "stack-trace");
    }

    public void OnText() => _text.Take();

    /// <summary>A result that was open at a break is dropped: nobody knows what it came to.</summary>
    public void Close() => _result = null;

    private string Group => _group.Length > 0 ? _group : _assembly;

    private void BeginAssembly()
    {
        _assembly = Path.GetFileName((xml.NameOf("name"u8) ?? "").Replace('\\', '/'));
        builder.Declare(XUnitDeclared.By(xml));
    }

    private void EndGroup()
    {
        builder.AddSuites(1);
        _group = "";
    }

    private void EndResult()
    {
        if (_result is not null) builder.Add(_result.End());
        _result = null;
    }
}
