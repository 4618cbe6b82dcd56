using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace Relevo.Mlflow.Server.Http;

/// <summary>
/// Blocks for sockets, sixteen times as large as the usual: artifacts are gigabytes, and each block is a call into the kernel.
/// </summary>
internal sealed class WidePool : MemoryPool<byte>
{
    /// <summary>The size of a block.</summary>
    public const int BlockBytes = 1 << 16;

    /// <summary>So many blocks are kept for later: 16 MiB.</summary>
    private const int MostKept = 256;

    private readonly ConcurrentQueue<byte[]> _free = new();

    public override int MaxBufferSize => BlockBytes;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        return new Block(this, _free.TryDequeue(out var bytes) ? bytes : GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true));
    }

    protected override void Dispose(bool disposing) => _free.Clear();

    private void Return(byte[] bytes)
    {
        if (_free.Count < MostKept)
            _free.Enqueue(bytes);
    }

    /// <summary>One pool for all of a server.</summary>
    public sealed class Factory : IMemoryPoolFactory<byte>
    {
        public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new WidePool();
    }

    private sealed class Block(WidePool pool, byte[] bytes) : IMemoryOwner<byte>
    {
        private byte[]? _bytes = bytes;

        public Memory<byte> Memory => _bytes ?? throw new ObjectDisposedException(nameof(Block));

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _bytes, null) is { } returned)
                pool.Return(returned);
        }
    }
}
