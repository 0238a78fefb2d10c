using System.Text;
using Steward.Kernel;
using Steward.Stages.Security.Seats;
using Steward.Stages.Security.Seats.Csv;
using Xunit;

namespace Steward.UnitTests.Security.Seats;

public sealed class SeatCsvTests
{
    private const string Good = """
        licence,product,publisher,edition,seats,from,until,renews,notice,cost,currency,per,programs,licensed,person,assigned,last used
        rider,Rider,JetBrains,Commercial,3,2026-01-01,2026-12-31,yes,30,1234.50,eur,year,jetbrains-* apt:rider,yes,github:Ada,2026-01-01,2026-11-20
        rider,,,,,,,,,,,,,,github:bob,2026-02-01,
        """;

    [Fact]
    public void A_row_a_person_gives_one_licence_with_its_terms_and_people()
    {
        var import = Read(Good);
        Assert.Empty(import.Problems);
        Assert.Equal(2, import.Rows);
        var (licence, people) = Assert.Single(import.Licences);
        Assert.True(licence.IsSameAs(new SeatLicence
        {
            Id = "rider", Product = "Rider", Publisher = "JetBrains", Edition = "Commercial", Seats = 3, From = new(2026, 1, 1), Until = new(2026, 12, 31), Renews = true,
            NoticeDays = 30, Cost = new SeatCost(1234.50m, "EUR", CostPer.Year), Programs = ["jetbrains-*", "apt:rider"], Required = true,
        }));
        Assert.Equal([new("github:ada", new(2026, 1, 1), null, new(2026, 11, 20)), new("github:bob", new(2026, 2, 1), null, null)], people);
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData(',')]
    public void Delimiters_quotes_and_other_spellings_in_any_order_say_the_same(char delimiter)
    {
        var text = string.Join(delimiter, "Anzahl", "\"Produkt\"", "Hersteller", "nobody knows") + "\r\n"
            + string.Join(delimiter, "12", "\"Draw, \"\"Pro\"\"; x\ty\nz\"".Replace("\n", " ", StringComparison.Ordinal).Replace("\t", " ", StringComparison.Ordinal), "Müller", "") + "\r\n\r\n";
        foreach (var bytes in new[] { Encoding.UTF8.GetBytes(text), [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], Encoding.Latin1.GetBytes(text), [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)] })
        {
            var licence = Assert.Single(SeatCsv.Read(bytes).Licences).Licence;
            Assert.Equal(("draw-pro-x-y-z", "Draw, \"Pro\"; x y z", "Müller", 12), (licence.Id, licence.Product, licence.Publisher, licence.Seats));
        }
    }

    [Theory]
    [InlineData("12", 12)]
    [InlineData("12.5", 12.5)]
    [InlineData("12,50", 12.5)]
    [InlineData("1.234,50", 1234.5)]
    [InlineData("1,234.50", 1234.5)]
    [InlineData("1.234.567", 1234567)]
    [InlineData("1 234,50", 1234.5)]
    [InlineData("1'234.50", 1234.5)]
    [InlineData("0.125", 0.125)]
    public void Amounts_have_comma_or_point(string text, double amount) =>
        Assert.Equal((decimal)amount, Assert.Single(Read($"product;seats;cost;currency;per\nX;1;{text};EUR;month").Licences).Licence.Cost!.Amount);

    [Theory]
    [InlineData("product;seats;cost;currency;per\nX;1;1,234;EUR;month", "Row 2, column 'cost': '1,234' can be read in two ways: write it with two decimals.")]
    [InlineData("product;seats;cost;currency;per\nX;1;dear;EUR;month", "Row 2, column 'cost': 'dear' is not an amount such as 1234.50 or 1.234,50.")]
    [InlineData("product;seats;cost;currency;per\nX;1;1;Euro;month", "Row 2, column 'currency': a cost needs a currency of three letters, such as EUR.")]
    [InlineData("product;seats;cost;currency;per\nX;1;1;EUR;", "Row 2, column 'per': a cost needs what it is for: month, year, seat/month or seat/year.")]
    [InlineData("product;seats\nX;many", "Row 2, column 'seats': 'many' is not a whole number from 0 to 1000000.")]
    [InlineData("product;Bought\nX;-1", "Row 2, column 'Bought': '-1' is not a whole number from 0 to 1000000.")]
    [InlineData("product;seats;until\nX;1;31.12.2026", "Row 2, column 'until': '31.12.2026' is not a date as 2026-12-31; state another format with --dates.")]
    [InlineData("product;seats;from;until\nX;1;2026-12-31;2026-01-01", "Row 2, column 'until': the term ends before it begins.")]
    [InlineData("product;seats;user\nX;1;ada@example.org", "Row 2, column 'user': what stands there is not a login or key such as github:ada (letters, digits, '.', '_', '-', at most 80); names and mail addresses are not kept.")]
    [InlineData("product;seats;user\nX;1;ada\n\nX;;Ada", "Row 4, column 'user': ada has a seat of x already, in a row above.")]
    [InlineData("product;seats\nX;1\nX;2", "Row 3, column 'seats': '2' contradicts a row above, which says '1' of x.")]
    [InlineData("product;user\nX;ada", "Row 2, column 'seats': no row says how many seats of x were bought.")]
    [InlineData("product;seats\nX;1;surplus", "Row 2: it has more fields than the header. Put quotes around texts with delimiters.")]
    [InlineData("product;seats\n;1", "Row 2, column 'product': it names no licence: give an id of letters and digits, or a product.")]
    public void A_bad_row_is_told_with_its_row_and_column(string text, string problem) => Assert.Equal(problem, Assert.Single(Read(text).Problems).ToString());

    [Fact]
    public void Good_rows_are_not_lost_beside_bad_ones()
    {
        var import = Read("product;seats;user\nX;2;ada\nX;;bad one\nY;1;bob\nX;;eve");
        Assert.Equal(3, Assert.Single(import.Problems).Row);
        Assert.Equal([("x", "ada,eve"), ("y", "bob")], import.Licences.Select(l => (l.Licence.Id, string.Join(',', l.People.Select(p => p.Person)))));
    }

    [Fact]
    public void Dates_may_have_a_stated_format_and_ISO_stays_good() =>
        Assert.Equal(
            [new DateOnly(2026, 12, 31), new DateOnly(2026, 1, 2)],
            SeatCsv.Read("product;seats;until\nX;1;31.12.2026\nY;1;2026-01-02"u8, "dd.MM.yyyy").Licences.Select(l => l.Licence.Until!.Value));

    [Theory]
    [InlineData("", "empty")]
    [InlineData("name;number\nX;1", "header")]
    [InlineData("product;seats;Bought\nX;1;1", "about the same")]
    [InlineData("product;seats\n\"X;1\nY;2", "opened in row 2")]
    public void What_is_no_such_file_is_refused_whole(string text, string says) =>
        Assert.Contains(says, Assert.Throws<StewardException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Files_beyond_a_limit_are_refused()
    {
        Assert.Contains("8 MB", Assert.Throws<StewardException>(() => SeatCsv.Read(new byte[SeatCsv.MaxBytes + 1])).Message, StringComparison.Ordinal);
        Assert.Contains("100000 rows", Assert.Throws<StewardException>(() => Read("product;seats\n" + string.Concat(Enumerable.Repeat("x;1\n", 100_001)))).Message, StringComparison.Ordinal);
        Assert.Contains("64 fields", Assert.Throws<StewardException>(() => Read(new string(';', 70))).Message, StringComparison.Ordinal);
        Assert.Contains("2000 characters", Assert.Throws<StewardException>(() => Read("product\n" + new string('x', 2_001))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_byte_is_changed_there_is_an_answer_or_a_refusal_with_a_sentence()
    {
        var (random, refused, bad) = (new Random(7), 0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(Good);
            for (var n = random.Next(1, 4); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                var import = SeatCsv.Read(bytes.AsSpan(0, random.Next(bytes.Length + 1)));
                bad += import.Problems.Count > 0 ? 1 : 0;
                Assert.All(import.Licences, l => Assert.InRange(l.Licence.Seats, 0, 1_000_000));
            }
            catch (StewardException refusal)
            {
                refused++;
                Assert.Equal(FailureKind.Invalid, refusal.Kind);
            }
        }

        Assert.True(refused > 100 && bad > 100, $"{refused} refused, {bad} with bad rows");
    }

    [Fact]
    public void What_is_written_with_quotes_is_read_as_it_was()
    {
        var random = new Random(11);
        const string Letters = "ab,;\t\"'é0. ";
        for (var i = 0; i < 2_000; i++)
        {
            var delimiter = ",;\t"[random.Next(3)];
            var product = "p" + string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => Letters[random.Next(Letters.Length)])).Replace('\t', ' ') + "z";
            var text = $"seats{delimiter}product\r\n3{delimiter}\"{product.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\r\n";
            Assert.Equal(product, Assert.Single(Read(text).Licences).Licence.Product);
        }
    }

    [Theory]
    [InlineData("until", "0001-01-01")]
    [InlineData("from", "1969-12-31")]
    [InlineData("assigned", "9999-12-31")]
    [InlineData("returned", "2201-01-01T00:00:00Z")]
    [InlineData("last used", "0001-01-02 10:00")]
    public void Days_that_cannot_be_meant_are_refused(string column, string day)
    {
        var problem = Assert.Single(Read($"product;seats;user;{column}\nX;1;ada;{day}").Problems);
        Assert.Contains("is not a day from 1970 to 2200", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ada", "github:ADA")]
    [InlineData("github:ada", "Ada")]
    public void One_person_has_one_seat_by_whatever_key(string one, string other) =>
        Assert.Contains("has a seat of x already", Assert.Single(Read($"product;seats;user\nX;2;{one}\nX;;{other}").Problems).Message, StringComparison.Ordinal);

    [Fact]
    public void Formulas_stay_text_and_are_no_persons_and_no_amounts()
    {
        var import = Read("licence;product;seats;user;cost;currency;per\nx;=HYPERLINK(\"http://x\");1;;;;\ny;Y;1;=cmd|' /C calc'!A0;;;\nz;Z;1;;-1;EUR;year\nw;W;1;;=1+1;EUR;year");
        Assert.Equal([3, 4, 5], import.Problems.Select(p => p.Row));
        Assert.Equal("x", Assert.Single(import.Licences, l => l.Licence.Product.StartsWith('=')).Licence.Id);
    }

    [Fact]
    public void What_is_just_enough_is_read_and_mistakes_without_number_are_not_all_kept()
    {
        Assert.Equal(100_000, Read("product;seats;user\n" + string.Join('\n', Enumerable.Range(0, 100_000).Select(i => $"P{i / 10_000};20000;u{i}"))).Rows);
        Assert.Equal(10_000, Read("product;seats\n" + string.Concat(Enumerable.Repeat("X;many\n", 50_000))).Problems.Count);
    }

    [Fact]
    public void Marks_of_other_encodings_are_told_as_mistakes()
    {
        var text = Encoding.UTF32.GetBytes("product;seats\nX;1");
        Assert.ThrowsAny<StewardException>(() => SeatCsv.Read([.. Encoding.UTF32.Preamble, .. text]));
    }

    private static SeatImport Read(string text) => SeatCsv.Read(Encoding.UTF8.GetBytes(text));
}
