// Writes a zip archive: the files as they are (method 0, stored), since the icons are compressed already.
import zlib from 'node:zlib';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
// 1 January 1980, the first day that the format knows: the same files make the same archive.
const DATE = 0x0021;

/** The fields that a file has before its content and in the directory at the end. */
function fields({ name, content }) {
  const fixed = Buffer.alloc(26);
  fixed.writeUInt16LE(VERSION, 0);
  fixed.writeUInt16LE(UTF8_NAMES, 2);
  fixed.writeUInt16LE(DATE, 8);
  fixed.writeUInt32LE(zlib.crc32(content), 10);
  fixed.writeUInt32LE(content.length, 14);
  fixed.writeUInt32LE(content.length, 18);
  fixed.writeUInt16LE(Buffer.byteLength(name), 22);
  return fixed;
}

function uint16(value) {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function central(file, offset) {
  // Behind the common fields: no comment, first disk, no attributes, where the file begins.
  const behind = Buffer.concat([Buffer.alloc(10), uint32(offset)]);
  return Buffer.concat([uint32(CENTRAL), uint16(VERSION), fields(file), behind, Buffer.from(file.name)]);
}

/** @param files of { name, content }, in the order in which they are to stand */
export function zip(files) {
  if (!zlib.crc32) throw new Error(`Node 20.15 or newer is needed, and this is ${process.version}.`);
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const file of files) {
    directory.push(central(file, offset));
    const part = Buffer.concat([uint32(LOCAL), fields(file), Buffer.from(file.name), file.content]);
    parts.push(part);
    offset += part.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, entries, end]);
}
