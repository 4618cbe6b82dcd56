// Walks the tracking server's pages as a person does, with a keyboard, in a real browser.
// usage: node walk.mjs <base address> <chromium> <profile folder> <experiment> [folder for screenshots]
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [base, executablePath, profile, experiment, pictures] = process.argv.slice(2);
const browser = await chromium.launchPersistentContext(profile, {
  executablePath,
  headless: true,
  viewport: { width: 1280, height: 900 },
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const troubles = [];
const watch = (page) => {
  page.on('console', (message) => message.type() === 'error' && troubles.push(`${page.url()}: ${message.text()}`));
  page.on('pageerror', (error) => troubles.push(`${page.url()}: ${error}`));
  page.on('request', (request) => !request.url().startsWith(base) && troubles.push(`${page.url()} asks ${request.url()}`));
};
const step = async (name, act) => {
  try {
    await act();
    console.log(`ok ${name}`);
  } catch (error) {
    console.log(`failed ${name}: ${error.stack}`);
    process.exitCode = 1;
  }
};
const page = await browser.newPage();
page.setDefaultTimeout(20_000);
watch(page);
// A style sheet in work can be looked at without a build.
const sheet = new URL('../../../../build/Relevo.Mlflow/Server/Pages/page.css', import.meta.url).pathname;
if (pictures && existsSync(sheet))
  await browser.route('**/assets/page.css*', (route) => route.fulfill({ path: sheet, contentType: 'text/css' }));
const go = (path) => page.goto(new URL(path, base).href);
const focused = () => page.evaluate(() => (document.activeElement.innerText || document.activeElement.name || document.activeElement.tagName).trim());
const tabTo = async (selector, most = 120) => {
  for (let at = 0; at < most; at++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector))
      return;
  }
  assert.fail(`the keyboard does not reach ${selector}`);
};
const names = () => page.locator('.runs tbody th a').allInnerTexts();

await step('the keyboard skips to the content and walks to an experiment', async () => {
  await go('/');
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'Skip to the content');
  const skip = await page.locator('.skip').boundingBox();
  assert.ok(skip.x >= 0, 'the skip link shows when it has the focus');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  await tabTo('tbody th a');
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), 'none', 'the focus shows');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/experiments/${experiment}`);
});

await step('a filter is typed, found wrong, and put right', async () => {
  await go(`/experiments/${experiment}`);
  const box = page.getByLabel('Filter', { exact: true });
  await box.fill('metrics.rmse <');
  await box.press('Enter');
  const fault = page.getByRole('alert');
  assert.match(await fault.innerText(), /cannot be read/);
  assert.equal(await box.inputValue(), 'metrics.rmse <');
  await box.fill("params.model = 'gbm' AND metrics.r2 > 0.77");
  await box.press('Enter');
  await page.waitForURL(/filter=params/);
  assert.deepEqual(await names(), ['gbm-8', 'gbm-6', 'gbm-4']);
});

await step('a heading sorts with Enter, and says so', async () => {
  await go(`/experiments/${experiment}`);
  await tabTo('thead a[title=rmse]');
  await page.keyboard.press('Enter');
  await page.waitForURL(/sort=metrics.rmse/);
  assert.equal(await page.locator('th[aria-sort]').getAttribute('aria-sort'), 'descending');
  assert.equal((await names())[0], 'gbm-8');
  await page.locator('thead a[title=rmse]').click();
  await page.waitForURL(/dir=asc/);
  assert.equal((await names())[0], 'gbm-0');
});

await step('columns are chosen and stay while sorting', async () => {
  await page.locator('#columns > summary').focus();
  await page.keyboard.press('Enter');
  for (const checked = page.locator('#columns input[type=checkbox]:checked'); await checked.count() > 0;)
    await checked.first().uncheck();
  await page.getByLabel('max_depth', { exact: true }).check();
  await page.getByLabel('note', { exact: true }).check();
  await page.getByRole('button', { name: 'Show these columns' }).click();
  await page.waitForURL(/column=params.max_depth/);
  const headings = () => page.locator('.runs thead a').evaluateAll((links) => links.map((link) => link.title));
  assert.deepEqual(await headings(), ['Run', 'max_depth', 'note']);
  await page.locator('thead a[title=max_depth]').click();
  await page.waitForURL(/sort=params.max_depth/);
  assert.deepEqual(await headings(), ['Run', 'max_depth', 'note']);
});

await step('three runs are chosen with the space bar and compared', async () => {
  await go(`/experiments/${experiment}`);
  const button = page.locator('#compare-button');
  assert.ok(await button.isDisabled());
  const boxes = page.locator('.pick input');
  for (const at of [0, 1, 2]) {
    await boxes.nth(at).focus();
    await page.keyboard.press('Space');
  }
  assert.equal(await page.locator('#compare-hint').innerText(), '3 runs chosen.');
  await button.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/compare\?run=/);
  assert.equal(await page.locator('h1').innerText(), 'Compare 3 runs');
  assert.ok((await page.locator('.best').count()) >= 3);
  assert.equal(await page.locator('.parallel > path.line').count(), 3);
});

await step('the address that MLflow prints leads to the run', async () => {
  await go(`/experiments/${experiment}`);
  const run = (await page.locator('.runs tbody th a').first().getAttribute('href')).split('/').pop();
  await go('/models');
  await go(`/#/experiments/${experiment}/runs/${run}`);
  await page.waitForURL(`**/runs/${run}`);
  for (const image of await page.locator('.gallery img').all()) {
    await image.scrollIntoViewIfNeeded();
    await image.evaluate((element) => element.decode());
  }
  assert.equal(await page.locator('.gallery img').count(), 2);
});

await step('artifacts have no power', async () => {
  await go(`/experiments/${experiment}`);
  const run = (await page.locator('.runs tbody th a').first().getAttribute('href')).split('/').pop();
  await go(`/runs/${run}/artifact?path=report.html`);
  assert.match(await page.locator('pre').innerText(), /<script>/);
  assert.match(await page.title(), /report\.html/);
  await page.goto(`${base}runs/${run}/image?path=evil.svg`);
  assert.notEqual(await page.title(), 'owned');
  troubles.splice(0, troubles.length, ...troubles.filter((line) => !line.includes('evil.svg')));
});

const places = async () => {
  await go(`/experiments/${experiment}`);
  const runs = await page.locator('.runs tbody th a').evaluateAll((links) => links.map((link) => link.pathname.split('/').pop()));
  return {
    experiments: '/', empty: '/?q=nothing-like-this', runs: `/experiments/${experiment}`, columns: `/experiments/${experiment}#columns`, fault: `/experiments/${experiment}?filter=metrics.rmse+%3C`,
    run: `/runs/${runs.at(-1)}`, compare: `/compare?${runs.slice(0, 4).map((run) => `run=${run}`).join('&')}`, all: `/compare?${runs.map((run) => `run=${run}`).join('&')}`,
    csv: `/runs/${runs[0]}/artifact?path=model%2Fdata%2Fimportance.csv`, json: `/runs/${runs[0]}/artifact?path=metrics.json`, models: '/models', model: '/models/taxi-fares',
  };
};

// WCAG's contrast of each visible text with what lies behind it, as the browser has computed both.
const contrast = () => page.evaluate(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement)
      layers.push(rgba(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
  };
  const poor = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    const style = getComputedStyle(element);
    if (!texts.currentNode.data.trim() || !element.checkVisibility() || element.closest('.sr, .skip, [aria-hidden], :disabled, [aria-disabled], title, option') || parseFloat(style.fontSize) === 0)
      continue;
    const back = behind(element);
    const front = over(rgba(element.closest('svg') ? style.fill : style.color), back);
    const [low, high] = [light(front), light(back)].sort((a, b) => a - b);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < 4.5)
      poor.push(`${ratio.toFixed(2)} ${element.tagName}.${element.className.baseVal ?? element.className} "${texts.currentNode.data.trim().slice(0, 30)}"`);
  }
  return [...new Set(poor)];
});

const found = await places();
for (const scheme of ['light', 'dark']) {
  for (const width of [1280, 390]) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 900 });
    for (const [name, path] of Object.entries(found)) {
      await step(`${name} reads well, ${scheme}, ${width} wide`, async () => {
        await go('about:blank');
        await go(path);
        if (name === 'columns')
          await page.locator('#columns').evaluate((details) => { details.open = true; });
        if (pictures)
          await page.screenshot({ path: `${pictures}/${name}-${scheme}-${width}.png`, fullPage: true });
        assert.deepEqual(await contrast(), []);
        const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        assert.ok(inner <= outer, `the page is ${inner} wide in a window of ${outer}`);
        const small = await page.evaluate(() => [...document.querySelectorAll('button, select, input[type=search], .button')].filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 24).length);
        assert.equal(small, 0, 'every control is at least 24 px high');
      });
    }
  }
}

await step('no errors in the console, nothing asked of other hosts', async () => assert.deepEqual(troubles, []));
await browser.close();
