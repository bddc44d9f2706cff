import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { expect, test } from '../support/app.ts';

test('a panel is saved as a picture with its title and step, as a drawing, and as the very numbers it shows', async ({
  app,
  page,
}) => {
  await app.open({ panel: 'attention' });
  const words = app.words.shell.panels.save;
  const { title } = app.words.titles.attention;
  const save = async (format: keyof typeof words.formats): Promise<Buffer> => {
    await page.getByRole('button', { name: words.label(title) }).click();
    const coming = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: words.formats[format] }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toMatch(new RegExp(`^attention-\\d+\\.${format}$`));
    return readFile(await download.path());
  };

  const png = await save('png');
  expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  expect(png.readUInt32BE(16)).toBeGreaterThan(1000);
  const svg = (await save('svg')).toString();
  expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(svg).toContain(`Glassformer · ${title} · `);
  expect(svg).not.toContain(words.label(title));

  const name = 'blocks.1.attn.hook_pattern';
  const { data } = await app.read(name);
  const file = unzipSync(new Uint8Array(await save('npz')))[`${name}.npy`] ?? new Uint8Array();
  const start = 10 + new DataView(file.buffer, file.byteOffset).getUint16(8, true);
  expect([...new Float32Array(file.slice(start).buffer)]).toEqual(data);
  const lines = (await save('csv')).toString().split('\r\n');
  expect(lines.filter((line) => line.startsWith(`${name},`))).toHaveLength(data.length);
});
