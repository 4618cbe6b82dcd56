using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Relevo.Mlflow.Server.Store;

/// <summary>
/// The SQLite file: one thread writes, any number read. Writes that wait together are committed together, each in a savepoint of its
/// own, so that one refused write takes nothing else with it and many writers share the price of a commit. A writer of another
/// process is waited for by SQLite itself (<c>BEGIN IMMEDIATE</c> takes the lock at the start, so no transaction fails half-way).
/// </summary>
internal sealed class Database : IAsyncDisposable
{
    private const int MostWritesInACommit = 64;
    private const int MostIdleReaders = 8;
    private const int Constraint = 19;

    private readonly string _path;
    private readonly TimeSpan _busyTimeout;
    private readonly BlockingCollection<Write> _writes = new(boundedCapacity: 4096);
    private readonly ConcurrentBag<Session> _readers = [];
    private readonly Session _writer;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isDisposed;
    private bool _isLasting;

    public Database(string path, TimeSpan busyTimeout, IReadOnlyList<string> migrations)
    {
        _path = path;
        _busyTimeout = busyTimeout;
        _writer = new Session(path, busyTimeout);
        try
        {
            Schema.Apply(_writer, path, migrations);
        }
        catch
        {
            _writer.Dispose();
            throw;
        }
        _thread = new Thread(WriteAll) { IsBackground = true, Name = "tracking store writer" };
        _thread.Start();
    }

    /// <summary>Reads one consistent state.</summary>
    public T Read<T>(Func<Session, T> read)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        try
        {
            if (!_readers.TryTake(out var session))
                session = new Session(_path, _busyTimeout);
            var isWhole = false;
            try
            {
                session.Execute("BEGIN");
                var result = read(session);
                session.Execute("COMMIT");
                isWhole = true;
                return result;
            }
            finally
            {
                if (!isWhole)
                    TryRollback(session);
                if (_readers.Count < MostIdleReaders && Volatile.Read(ref _isDisposed) == 0)
                    _readers.Add(session);
                else
                    session.Dispose();
            }
        }
        catch (SqliteException e)
        {
            throw StoreFaults.Of(e, _path);
        }
    }

    /// <summary>Writes in turn. When the task is done, the change is kept.</summary>
    public Task<T> WriteAsync<T>(Durability durability, Func<Session, T> change, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        var write = new Write<T>(change, durability, cancellationToken);
        _writes.Add(write, cancellationToken);
        return write.Task;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        _writes.CompleteAdding();
        await _stopped.Task.ConfigureAwait(false);
        _writer.Dispose();
        while (_readers.TryTake(out var reader))
            reader.Dispose();
        _writes.Dispose();
    }

    private void WriteAll()
    {
        var group = new List<Write>(MostWritesInACommit);
        foreach (var first in _writes.GetConsumingEnumerable())
        {
            group.Clear();
            group.Add(first);
            while (group.Count < MostWritesInACommit && _writes.TryTake(out var next))
                group.Add(next);
            CommitTogether(group);
        }
        _stopped.SetResult();
    }

    private void CommitTogether(List<Write> group)
    {
        try
        {
            Flush(isLasting: group.Exists(w => w.Durability == Durability.Power));
            _writer.BeginWrite();
            foreach (var write in group)
                RunOne(write);
            _writer.Execute("COMMIT");
        }
#pragma warning disable CA1031 // Whatever stops the commit is handed to the callers that wait for it; the writer must live on for the next.
        catch (Exception e)
#pragma warning restore CA1031
        {
            TryRollback(_writer);
            _writer.Forget();
            var fault = e is SqliteException sqlite ? StoreFaults.Of(sqlite, _path) : e;
            foreach (var write in group)
                write.Fail(fault);
            return;
        }
        foreach (var write in group)
            write.Complete();
    }

    private void Flush(bool isLasting)
    {
        if (isLasting == _isLasting)
            return;
        _writer.Execute(isLasting ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        _isLasting = isLasting;
    }

    private void RunOne(Write write)
    {
        if (write.SkipIfCancelled())
            return;
        _writer.Execute("SAVEPOINT one");
        try
        {
            write.Run(_writer);
        }
        catch (SqliteException e) when (e.SqliteErrorCode != Constraint)
        {
            // A full disk or a failing one ends the whole transaction.
            throw;
        }
#pragma warning disable CA1031 // A refused write is the answer of its own caller, not a fault of the others in the group.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _writer.Execute("ROLLBACK TO one");
            _writer.Forget();
            write.Refuse(e is SqliteException sqlite ? StoreFaults.Of(sqlite, _path) : e);
        }
        _writer.Execute("RELEASE one");
    }

    private static void TryRollback(Session session)
    {
        try
        {
            session.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself.
        }
    }

    private abstract class Write(Durability durability)
    {
        public Durability Durability => durability;

        public abstract bool SkipIfCancelled();

        public abstract void Run(Session session);

        public abstract void Refuse(Exception fault);

        public abstract void Fail(Exception fault);

        public abstract void Complete();
    }

    private sealed class Write<T>(Func<Session, T> change, Durability durability, CancellationToken cancellationToken) : Write(durability)
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;
        private Exception? _refusal;

        public Task<T> Task => _done.Task;

        public override bool SkipIfCancelled()
        {
            if (cancellationToken.IsCancellationRequested)
                _refusal = new OperationCanceledException(cancellationToken);
            return _refusal is not null;
        }

        public override void Run(Session session) => _result = change(session);

        public override void Refuse(Exception fault) => _refusal = fault;

        public override void Fail(Exception fault) => _done.TrySetException(_refusal ?? fault);

        public override void Complete()
        {
            if (_refusal is OperationCanceledException)
                _done.TrySetCanceled(cancellationToken);
            else if (_refusal is not null)
                _done.TrySetException(_refusal);
            else
                _done.TrySetResult(_result!); // Set by Run, which came first.
        }
    }
}
