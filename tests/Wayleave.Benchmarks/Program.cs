using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

// In this process, unless a job on the command line says otherwise: no project is generated and built per run, and what is
// compared runs in one process on one machine anyway. Of a noisy machine only the ratios within one class mean something.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run([.. args, "--inProcess"], DefaultConfig.Instance);
