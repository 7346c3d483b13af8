using Wayleave.Fuzz.Running;

try
{
    var options = FuzzOptions.Parse(args);
    return options.Command switch
    {
        "repro" => CodecRun.RunOne(options),
        _ => new CodecRun(options).RunAll(),
    };
}
catch (UsageException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
