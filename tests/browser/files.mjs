// Whether a downloaded file is what its name says, by its bytes alone.
import { readFile } from 'node:fs/promises';

const BOM = [0xef, 0xbb, 0xbf];
const LOCAL_ENTRY = 'PK\u0003\u0004';
const END_OF_ZIP = 'PK\u0005\u0006';
const SHEETS = ['[Content_Types].xml', 'xl/workbook.xml', 'xl/worksheets/sheet1.xml', 'xl/worksheets/sheet3.xml'];

/// What is wrong with a finished download; nothing when it is good.
export async function troublesOfDownload(download) {
  const [name, bytes] = [download.suggestedFilename(), await readFile(await download.path())];
  if (name.endsWith('.csv')) return troublesOfCsv(bytes);
  if (name.endsWith('.xlsx')) return troublesOfXlsx(bytes);
  return [`a file of another kind: ${name}`];
}

function troublesOfCsv(bytes) {
  const lines = bytes.toString('utf8').slice(1).split('\r\n');
  const cells = lines.flatMap((line) => line.split(','));
  return [
    !BOM.every((byte, at) => bytes[at] === byte) && 'no byte order mark: Excel shows no Chinese',
    lines.length < 3 && `only ${lines.length} lines`,
    cells.some((cell) => /^"?[=+@]|^"?-(?![\d.])/.test(cell)) && 'a cell that Excel takes for a formula',
  ].filter(Boolean);
}

function troublesOfXlsx(bytes) {
  const text = bytes.toString('latin1');
  return [
    !text.startsWith(LOCAL_ENTRY) && 'no zip archive',
    !text.slice(-22).startsWith(END_OF_ZIP) && 'the archive has no end',
    ...SHEETS.filter((part) => !text.includes(part)).map((part) => `no ${part} inside`),
  ].filter(Boolean);
}
