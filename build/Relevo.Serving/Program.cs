using Relevo.Serving;

return await ServingCommand.RunAsync(args, TimeProvider.System);
