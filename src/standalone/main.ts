import { standalone as en } from '#lexicon/words/en/standalone.ts';
import { standalone as zh } from '#lexicon/words/zh/standalone.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { element } from './dom.ts';
import { readModel } from './model.ts';
import type { Model } from './model.ts';
import { replay } from './replay.ts';
import { writer } from './writer.ts';

const WORDS = { en, zh } as const;
const PAGES = { writer, replay } as const;

function show(model: Model, page: keyof typeof PAGES, language: keyof typeof WORDS): void {
  const words = WORDS[language];
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  const other = element('button', { textContent: words.language, lang: language === 'zh' ? 'en' : 'zh-CN' });
  other.onclick = () => show(model, page, language === 'zh' ? 'en' : 'zh');
  const { parameters } = weightLayout(model.config);
  document.body.replaceChildren(
    element(
      'main',
      {},
      element('header', {}, element('h1', { textContent: document.title }), other),
      element('p', { className: 'soft', textContent: words.facts(parameters.toLocaleString(), model.run.step.toLocaleString()) }),
      PAGES[page](model, words),
    ),
  );
}

async function start(): Promise<void> {
  const { page, language } = document.body.dataset;
  const spoken = language === 'zh' ? 'zh' : 'en';
  try {
    const model = await readModel(document.getElementById('run')?.textContent ?? '');
    show(model, page === 'replay' ? 'replay' : 'writer', spoken);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    document.body.replaceChildren(element('p', { textContent: WORDS[spoken].broken(reason) }));
  }
}

void start();
