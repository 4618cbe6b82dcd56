namespace Relevo.Mlflow.Server.Search;

/// <summary>What the key of a condition belongs to.</summary>
public enum Entity
{
    /// <summary>A field of the thing itself: bare, <c>attributes.</c>, <c>attribute.</c>, <c>attr.</c> or <c>run.</c></summary>
    Attribute,

    /// <summary><c>metrics.</c> or <c>metric.</c></summary>
    Metric,

    /// <summary><c>params.</c>, <c>param.</c>, <c>parameters.</c> or <c>parameter.</c></summary>
    Param,

    /// <summary><c>tags.</c> or <c>tag.</c></summary>
    Tag,

    /// <summary><c>datasets.</c> or <c>dataset.</c></summary>
    Dataset,
}
