import { expect, test } from 'vitest';
import { isAct } from './acts.ts';

const press = { type: 'click' };
const key = (name: string) => ({ type: 'keydown', key: name });

/** The elements of a page by their ids. */
function pageOf(html: string): (id: string) => Element {
  document.body.innerHTML = html;
  return (id) => {
    const element = document.getElementById(id);
    if (!element) throw new Error(`pageOf: no ${id}`);
    return element;
  };
}

test('a press on what is named is an act, also on what lies in it and by Enter, and a press beside it is none', () => {
  const of = pageOf('<p id="beside">a</p><button id="named" class="go"><b id="inside">b</b></button>');
  for (const id of ['named', 'inside']) expect(isAct(press, of(id), '.go'), id).toBe(true);
  expect(isAct(key('Enter'), of('named'), '.go')).toBe(true);
  for (const name of ['Tab', 'ArrowDown', 'x']) expect(isAct(key(name), of('named'), '.go'), name).toBe(false);
  expect(isAct(press, of('beside'), '.go')).toBe(false);
});

test('Enter in a list that is walked by keys is a press on what the list holds', () => {
  const of = pageOf('<div id="list" role="listbox"><span class="chip">a</span></div><div id="empty" role="listbox"></div>');
  expect(isAct(key('Enter'), of('list'), '.chip')).toBe(true);
  expect(isAct(key('ArrowRight'), of('list'), '.chip')).toBe(false);
  expect(isAct(press, of('list'), '.chip')).toBe(false);
  expect(isAct(key('Enter'), of('empty'), '.chip')).toBe(false);
});

test('a choice is one when something was chosen, not when the list was opened', () => {
  const of = pageOf('<select id="choice" class="go"><option>a</option></select>');
  expect(isAct({ type: 'change' }, of('choice'), '.go')).toBe(true);
  expect(isAct(press, of('choice'), '.go')).toBe(false);
  expect(isAct(key(' '), of('choice'), '.go')).toBe(false);
});

test('a box of text is read by scrolling it and by moving the caret, not by passing through', () => {
  const of = pageOf('<div id="around"><textarea id="box" class="box"></textarea></div>');
  for (const event of [press, { type: 'scroll' }, key('ArrowDown'), key('PageDown'), key('a')])
    expect(isAct(event, of('box'), '.box'), JSON.stringify(event)).toBe(true);
  for (const name of ['Tab', 'Shift', 'Escape']) expect(isAct(key(name), of('box'), '.box'), name).toBe(false);
  expect(isAct({ type: 'scroll' }, of('around'), '.box')).toBe(false);
});
