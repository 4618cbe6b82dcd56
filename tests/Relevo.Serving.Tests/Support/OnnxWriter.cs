using System.Text;

namespace Relevo.Serving.Tests.Support;

/// <summary>Encodes small ONNX graphs by hand. Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto</summary>
internal sealed class OnnxWriter
{
    private readonly List<byte> _nodes = [];
    private readonly List<byte> _initializers = [];
    private readonly List<byte> _inputs = [];
    private readonly List<byte> _outputs = [];

    public const int Float = 1;
    public const int Int64 = 7;
    public const int String = 8;

    public OnnxWriter Input(string name, int type, params object[] dimensions)
    {
        _inputs.AddRange(Bytes(11, ValueOf(name, type, dimensions)));
        return this;
    }

    public OnnxWriter Output(string name, int type, params object[] dimensions)
    {
        _outputs.AddRange(Bytes(12, ValueOf(name, type, dimensions)));
        return this;
    }

    public OnnxWriter Constant(string name, float[] values, params long[] dimensions)
    {
        List<byte> tensor = [.. dimensions.SelectMany(size => Varint(1, (ulong)size)), .. Varint(2, Float)];
        tensor.AddRange(Bytes(8, Encoding.UTF8.GetBytes(name)));
        tensor.AddRange(Bytes(9, [.. values.SelectMany(BitConverter.GetBytes)]));
        _initializers.AddRange(Bytes(5, [.. tensor]));
        return this;
    }

    public OnnxWriter Node(string operation, string output, params string[] inputs)
    {
        List<byte> node = [.. inputs.SelectMany(input => Text(1, input)), .. Text(2, output), .. Text(4, operation)];
        _nodes.AddRange(Bytes(1, [.. node]));
        return this;
    }

    public byte[] ToArray()
    {
        byte[] graph = [.. _nodes, .. Text(2, "graph"), .. _initializers, .. _inputs, .. _outputs];
        byte[] operators = [.. Text(1, ""), .. Varint(2, 13)];
        return [.. Varint(1, 8), .. Bytes(7, graph), .. Bytes(8, operators)];
    }

    private static byte[] ValueOf(string name, int type, object[] dimensions)
    {
        var shape = dimensions.SelectMany(size => Bytes(1, size is string symbol ? Text(2, symbol) : Varint(1, (ulong)(int)size))).ToArray();
        byte[] tensor = [.. Varint(1, (ulong)type), .. Bytes(2, shape)];
        return [.. Text(1, name), .. Bytes(2, Bytes(1, tensor))];
    }

    private static byte[] Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Bytes(int field, byte[] content) => [.. Number(((ulong)field << 3) | 2), .. Number((ulong)content.Length), .. content];

    private static byte[] Varint(int field, ulong value) => [.. Number((ulong)field << 3), .. Number(value)];

    private static IEnumerable<byte> Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            yield return (byte)(value | 0x80);
        yield return (byte)value;
    }
}
