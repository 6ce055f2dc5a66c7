import type { DataType, Graph, GraphNode, Initializer, Shape, TensorData } from './graph.ts';
import { CONTRIB_OPS } from './op-table.ts';
import { ProtobufWriter } from './protobuf.ts';

/** Held at 17: kernels that are registered open-ended get clamped for later sets. */
const OPSET = 17;
const IR_VERSION = 8;

// TensorProto.DataType of the ONNX specification.
const ELEMENT_TYPE: Readonly<Record<DataType, number>> = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
};

/** Bytes of an ONNX ModelProto (IR version 8, opset 17 and com.microsoft 1). */
export function serialise(graph: Graph): Uint8Array<ArrayBuffer> {
  const model = new ProtobufWriter();
  model.integer(1, IR_VERSION);
  model.string(2, 'offersmith');
  model.message(7, (writer) => writeGraph(writer, graph));
  model.message(8, (opset) => opset.string(1, '').integer(2, OPSET));
  model.message(8, (opset) => opset.string(1, 'com.microsoft').integer(2, 1));
  return model.finish() as Uint8Array<ArrayBuffer>;
}

function writeGraph(writer: ProtobufWriter, graph: Graph): void {
  for (const node of graph.nodes) writer.message(1, (out) => writeNode(out, node));
  // An output keeps the name that the caller asked for, whatever the value inside is called.
  for (const { name, value } of graph.outputs) {
    writer.message(1, (out) => out.string(1, value.name).string(2, name).string(4, 'Identity'));
  }
  writer.string(2, graph.title);
  for (const initializer of graph.initializers) writer.message(5, (out) => writeTensor(out, initializer));
  for (const input of graph.inputs) {
    writer.message(11, (out) => writeValueInfo(out, input.name, input.dtype, input.shape));
  }
  for (const { name, value } of graph.outputs) {
    writer.message(12, (out) => writeValueInfo(out, name, value.dtype, value.shape));
  }
}

function writeNode(writer: ProtobufWriter, node: GraphNode): void {
  for (const input of node.inputs) writer.string(1, input?.name ?? '');
  for (const output of node.outputs) writer.string(2, output.name);
  writer.string(4, node.op);
  for (const [name, value] of Object.entries(node.attributes)) {
    writer.message(5, (out) => writeAttribute(out, name, value as AttributeValue));
  }
  if (CONTRIB_OPS.has(node.op)) writer.string(7, 'com.microsoft');
}

type AttributeValue = number | string | readonly number[];

/** `epsilon` is a float, and `to` an element type; every other number is an integer. */
function writeAttribute(writer: ProtobufWriter, name: string, value: AttributeValue): void {
  writer.string(1, name);
  if (name === 'epsilon') {
    writer.float(2, value as number).integer(20, 1);
  } else if (name === 'to') {
    writer.integer(3, ELEMENT_TYPE[value as DataType]).integer(20, 2);
  } else if (typeof value === 'number') {
    writer.integer(3, value).integer(20, 2);
  } else if (typeof value === 'string') {
    writer.string(4, value).integer(20, 3);
  } else {
    for (const entry of value) writer.integer(8, entry);
    writer.integer(20, 7);
  }
}

function writeTensor(writer: ProtobufWriter, { value, data }: Initializer): void {
  for (const dim of value.shape) writer.integer(1, dim as number);
  writer.integer(2, ELEMENT_TYPE[value.dtype]);
  writer.string(8, value.name);
  writer.bytes(9, rawBytes(data));
}

function rawBytes(data: TensorData): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function writeValueInfo(writer: ProtobufWriter, name: string, dtype: DataType, shape: Shape): void {
  writer.string(1, name);
  writer.message(2, (type) =>
    type.message(1, (tensor) => {
      tensor.integer(1, ELEMENT_TYPE[dtype]);
      tensor.message(2, (out) => {
        for (const dim of shape) {
          out.message(1, (entry) => (typeof dim === 'number' ? entry.integer(1, dim) : entry.string(2, dim)));
        }
      });
    }),
  );
}
