using CsCheck;
using Relevo.Engine.Hosts;
using Relevo.Engine.Parameters;

namespace Relevo.Engine.Tests.Hosts;

public sealed class MaskingTests
{
    // Few letters, so that secrets overlap, hold one another and begin within one another.
    private static readonly Gen<string> Words = Gen.String[Gen.Char["ab"], 4, 7];

    [Fact]
    public void A_text_is_masked_alike_however_it_is_written_in_parts()
        => Gen.Select(Words.Array[1, 3], Gen.String[Gen.Char["abc"], 0, 4].Array[0, 20])
            .Sample((secrets, parts) =>
            {
                var known = new Secrets();
                known.Add(secrets);
                using var output = new StringWriter();
                using (var writer = new MaskingWriter(output, known))
                {
                    foreach (var part in parts)
                        writer.Write(part);
                    writer.Complete();
                }

                Assert.Equal(known.Hide(string.Concat(parts)), output.ToString());
                Assert.All(secrets, x => Assert.DoesNotContain(x, output.ToString()));
            });

    [Fact]
    public void What_cannot_become_a_secret_is_written_at_once()
    {
        var known = new Secrets();
        known.Add(["hunter2"]);
        using var output = new StringWriter();
        using var writer = new MaskingWriter(output, known);
        writer.Write("oh hunt");
        Assert.Equal("oh ", output.ToString());
        writer.Write("ing");
        Assert.Equal("oh hunting", output.ToString());
    }

    [Fact]
    public void Each_line_of_a_longer_secret_is_masked()
    {
        var known = new Secrets();
        known.Add(["-----BEGIN\nabcdef\n-----END"]);
        Assert.Equal("key ***", known.Hide("key abcdef"));
    }

    [Fact]
    public void A_short_word_is_not_masked()
    {
        var known = new Secrets();
        known.Add(["no"]);
        Assert.Equal("no, not now", known.Hide("no, not now"));
    }
}
