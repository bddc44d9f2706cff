import { zipFiles } from '#files/huggingFace/archive.ts';
import type { Commands } from '#lexicon/commands.ts';
import type { Engine } from './engine.ts';
import { openFolder, saveFolder } from './folder.ts';
import type { Keeper } from './keep/keeper.ts';

type Handlers = {
  [N in 'saveFolder' | 'zipFolder' | 'openFolder']: (args: Commands[N]['args']) => Promise<Commands[N]['result']>;
};

/** The commands that carry a model to other tools and back. */
export function folderHandlers(engine: Engine, keeper: Keeper): Handlers {
  return {
    saveFolder: () => engine.lock.run(() => saveFolder(engine.running())),
    zipFolder: async ({ name }) => zipFiles(name, await engine.lock.run(() => saveFolder(engine.running()))),
    openFolder: async ({ files }) => {
      const { kept, name } = await openFolder(files, engine.running());
      return keeper.exchange(async () => {
        const info = await engine.open(kept);
        keeper.adopt(name);
        return info;
      });
    },
  };
}
