namespace Wayleave.Configuration;

/// <summary>Prices in US dollars per million tokens. A price that is left out is unknown, not zero; zero is free, said explicitly.</summary>
public sealed record PriceConfig
{
    /// <summary>Gets or sets the price of input, from 0 to 1,000,000.</summary>
    public decimal? Input { get; set; }

    /// <summary>Gets or sets the price of input read from the prompt cache, from 0 to 1,000,000.</summary>
    public decimal? CachedInput { get; set; }

    /// <summary>Gets or sets the price of input written to the prompt cache, from 0 to 1,000,000.</summary>
    public decimal? CacheWrite { get; set; }

    /// <summary>Gets or sets the price of output, from 0 to 1,000,000.</summary>
    public decimal? Output { get; set; }
}
