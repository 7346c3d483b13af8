using Wayleave.Fuzz.Running;

try
{
    var options = FuzzOptions.Parse(args);
    return options.Command switch
    {
        "repro" => FuzzRun.RunOne(options),
        _ => new FuzzRun(options).RunAll(),
    };
}
catch (UsageException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
