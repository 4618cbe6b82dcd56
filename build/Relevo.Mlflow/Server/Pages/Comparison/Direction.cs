namespace Relevo.Mlflow.Server.Pages.Comparison;

/// <summary>Which way a metric is better. MLflow keeps no direction, so the name has to tell; a person can turn it.</summary>
internal static class Direction
{
    private static readonly HashSet<string> Losses = new(StringComparer.OrdinalIgnoreCase)
    {
        "loss", "logloss", "error", "err", "rmse", "mse", "mae", "mape", "smape", "msle", "rmsle", "medae", "deviance", "perplexity", "brier", "ece", "wer", "cer", "fpr", "fnr",
        "divergence", "kl", "latency", "time", "duration", "seconds", "ms", "millis", "bytes", "size", "memory", "cost", "bias", "residual", "entropy", "crossentropy", "regret", "aic", "bic",
    };

    /// <summary>Whether the least value is the best.</summary>
    public static bool IsLessBetter(string metric) => metric.Split(['_', '.', '/', '-', ' ', ':']).Any(Losses.Contains);
}
