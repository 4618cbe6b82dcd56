using CsCheck;
using Relevo.Core.Expressions;

namespace Relevo.Core.Tests.Expressions;

public sealed class TemplateTests
{
    private static readonly Gen<string> Name = Gen.String[Gen.Char["abcXYZ019_-"], 1, 8];

    private static readonly Gen<Reference> References = Gen.OneOf(
        Name.Select(name => (Reference)new Reference.Input(name)),
        Name.Select(name => (Reference)new Reference.Output(name)),
        Name.Select(name => (Reference)new Reference.ParentInput(name)),
        Name.Select(name => (Reference)new Reference.ParentOutput(name)),
        Gen.Select(Name, Name, (step, name) => (Reference)new Reference.StepInput(step, name)),
        Gen.Select(Name, Name, (step, name) => (Reference)new Reference.StepOutput(step, name)),
        Name.Select(name => (Reference)new Reference.SearchSpace(name)),
        Gen.Const((Reference)new Reference.Variable("default_datastore")));

    private static readonly Gen<TemplatePart> Plain = Gen.OneOf(
        Gen.String[Gen.Char["ab -/$[({'\"\n"], 1, 6].Select(text => (TemplatePart)new TemplatePart.Text(text.Replace("${", "$ {", StringComparison.Ordinal).Replace("$[", "$ [", StringComparison.Ordinal) + " ")),
        References.Select(reference => (TemplatePart)new TemplatePart.Expression(reference, 0)));

    private static readonly Gen<TemplatePart> Parts = Gen.Frequency(
        (4, Plain),
        (1, Plain.List[0, 4].Select(parts => (TemplatePart)new TemplatePart.Optional(parts))));

    [Fact]
    public void What_is_printed_parses_to_the_same_again() => Parts.List[0, 8].Sample(parts =>
    {
        var printed = Template.Of(parts).ToString();
        var parsed = Template.Parse(printed);
        Assert.Equal(printed, parsed.ToString());
        Assert.Equal(
            Template.Of(parts).Expressions.Select(expression => expression.Reference),
            parsed.Expressions.Select(expression => expression.Reference));
    });

    [Fact]
    public void Any_text_is_parsed_without_a_crash() => Gen.String[Gen.Char["${}[]. ainputs\n"], 0, 30].Sample(text =>
    {
        var template = Template.Parse(text, out var faults);
        if (faults.Count == 0) Assert.Equal(template.ToString(), Template.Parse(template.ToString()).ToString());
    });

    [Theory]
    [InlineData("${{inputs.x}}")]
    [InlineData("${{ inputs.x }}")]
    [InlineData("${{  inputs.x}}")]
    public void Blanks_inside_the_braces_mean_nothing(string text) => Assert.Equal(new Reference.Input("x"), Template.Parse(text).SoleReference);

    [Fact]
    public void Every_form_of_reference_is_known()
    {
        Assert.Equal(new Reference.ParentInput("raw"), Template.Parse("${{parent.inputs.raw}}").SoleReference);
        Assert.Equal(new Reference.ParentOutput("m"), Template.Parse("${{parent.outputs.m}}").SoleReference);
        Assert.Equal(new Reference.StepOutput("prep", "train"), Template.Parse("${{parent.jobs.prep.outputs.train}}").SoleReference);
        Assert.Equal(new Reference.StepInput("prep", "raw"), Template.Parse("${{parent.jobs.prep.inputs.raw}}").SoleReference);
        Assert.Equal(new Reference.SearchSpace("lr"), Template.Parse("${{search_space.lr}}").SoleReference);
        Assert.Equal(new Reference.Input("group.member"), Template.Parse("${{inputs.group.member}}").SoleReference);
        Assert.Null(Template.Parse("a ${{inputs.x}}").SoleReference);
    }

    [Fact]
    public void Values_replace_expressions_and_other_dollars_stay()
    {
        var template = Template.Parse("run $HOME ${VAR} $(date) --x ${{ inputs.x }} --o ${{outputs.o}}");
        Assert.Equal("run $HOME ${VAR} $(date) --x <inputs.x> --o <outputs.o>", template.Evaluate(reference => $"<{reference}>"));
    }

    [Fact]
    public void An_optional_part_is_dropped_where_an_input_of_it_is_absent()
    {
        var template = Template.Parse("train $[[--lr ${{inputs.lr}}]] $[[--x ${{inputs.x}} --y ${{inputs.y}}]] $[[fixed]]");
        Assert.Equal("train --lr 0.1  fixed", template.Evaluate(reference => reference is Reference.Input { Name: "lr" } ? "0.1" : reference is Reference.Input { Name: "x" } ? "1" : null));
    }

    [Fact]
    public void An_absent_value_outside_optional_parts_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => Template.Parse("${{inputs.x}}").Evaluate(_ => null));

    [Theory]
    [InlineData("a ${{inputs.x", 2, "never closed")]
    [InlineData("a ${{inputs.x ${{inputs.y}}", 2, "never closed")]
    [InlineData("$[[ --x ${{inputs.x}}", 0, "never closed")]
    [InlineData("ab${{inputs}}", 2, "no known expression")]
    [InlineData("${{parent.jobs.s}}", 0, "no known expression")]
    [InlineData("${{inputs.a b}}", 0, "no known expression")]
    [InlineData("${{}}", 0, "no known expression")]
    [InlineData("${{jobs.s.outputs.y}}", 0, "did you mean '${{parent.jobs.s.outputs.y}}'?")]
    [InlineData("${{imputs.x}}", 0, "no known expression")]
    public void What_is_wrong_is_told_with_its_place(string text, int offset, string message)
    {
        Template.Parse(text, out var faults);
        Assert.Equal(offset, faults[0].Offset);
        Assert.Contains(message, faults[0].Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Template.Parse(text));
    }

    [Fact]
    public void Every_fault_of_a_text_is_found()
    {
        Template.Parse("${{a b}} ${{inputs.x}} ${{c d}}", out var faults);
        Assert.Equal([0, 23], faults.Select(fault => fault.Offset));
    }
}
