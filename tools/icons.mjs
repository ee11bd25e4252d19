// The page's icons as pictures, drawn from www/public/icon.svg: `node tools/icons.mjs` writes the PNG files beside it.
// For those who take no SVG: home screens, and the icon that a system cuts to its own shape.
import { readFileSync, statSync } from 'node:fs';
import { launch } from './chromium.mjs';
import { inRoot, whenStarted } from './lib.mjs';

const GROUND = '#174a7c';

/** `scale` is how much of the picture the sign takes; below 1 the ground fills the rest. */
const PICTURES = [
  { name: 'icon-192.png', size: 192, scale: 1 },
  { name: 'icon-512.png', size: 512, scale: 1 },
  { name: 'icon-maskable-512.png', size: 512, scale: 0.8 },
  { name: 'icon-apple-180.png', size: 180, scale: 0.9 },
];

await whenStarted(import.meta, async () => {
  const browser = await launch();
  const folder = inRoot('www', 'public');
  const sign = readFileSync(`${folder}/icon.svg`).toString('base64');
  for (const { name, size, scale } of PICTURES) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const ground = scale < 1 ? GROUND : 'transparent';
    await page.setContent(
      `<body style="margin:0;height:100vh;display:grid;place-content:center;background:${ground}">
      <img width="${size * scale}" height="${size * scale}" src="data:image/svg+xml;base64,${sign}">`,
    );
    await page.screenshot({ path: `${folder}/${name}`, omitBackground: true });
    console.log(`${name}: ${statSync(`${folder}/${name}`).size} bytes`);
    await page.close();
  }
  await browser.close();
});
