import { setLanguage, setTheme } from '#state/actions/look.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectHidden, selectLanguage, selectTheme, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { Icon } from '#view/Icon.tsx';
import { Menu } from '#view/Menu.tsx';
import { GuideButton } from '../guide/Guide.tsx';
import { BackendMenu } from './BackendMenu.tsx';
import { Passing } from './Passing.tsx';
import { Rail } from './Rail.tsx';
import './Top.css';

const THEMES = ['auto', 'light', 'dark'] as const;

/** Name, the way of the data, what computes, what is kept and shared, language and theme. */
export function Top() {
  const words = useWords();
  const language = useStore(selectLanguage);
  const theme = useStore(selectTheme);
  const hidden = useStore(selectHidden);
  return (
    <header className="top">
      <h1 className="top__name" title={words.shell.tagline}>
        Glassformer
      </h1>
      {!hidden.includes('rail') && <Rail />}
      <div className="top__backend">
        <BackendMenu />
      </div>
      <div className="top__end">
        <GuideButton />
        <Passing />
        <button
          type="button"
          className="badge"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          aria-label={words.shell.languageLabel}
          title={words.shell.languageLabel}
          onClick={() => void attempt(setLanguage(language === 'zh' ? 'en' : 'zh'))}
        >
          {words.shell.language}
        </button>
        <Menu
          label={`${words.shell.theme.label}: ${words.shell.theme[theme]}`}
          className="badge top__theme"
          button={<Icon name={theme} sizePx={15} />}
          align="right"
          items={THEMES.map((each) => ({
            key: each,
            checked: each === theme,
            label: words.shell.theme[each],
            onChoose: () => setTheme(each),
          }))}
        />
      </div>
    </header>
  );
}
