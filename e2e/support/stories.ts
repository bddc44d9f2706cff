import type { Language } from '#lexicon/words/load.ts';

const EN = `A fox lived under the hill, and the fox had one lamp. Every night the fox lit the lamp and sat by the door.
The owl came and said, fox, why do you light the lamp? The fox said, so that the night can find the door.
The hare came and said, fox, why do you sit by the door? The fox said, so that the door is not alone.
The rain came and said nothing at all. The fox took the lamp in, and the rain sat by the door until morning.
Every night the owl came, and the hare came, and the rain came, and the fox lit the lamp and sat by the door.
`;

const ZH = `山脚下住着一只狐狸，狐狸只有一盏灯。每天夜里，狐狸点上灯，坐在门边。
猫头鹰来了，问：狐狸，你为什么点灯？狐狸说：好让黑夜找得到门。
兔子来了，问：狐狸，你为什么坐在门边？狐狸说：好让门不孤单。
雨来了，什么也没有说。狐狸把灯拿进屋里，雨就在门边坐到天亮。
每天夜里，猫头鹰来了，兔子来了，雨也来了，狐狸点上灯，坐在门边。
`;

/** A short story of each language, long enough to learn from. */
export const STORIES: Readonly<Record<Language, string>> = { en: EN.repeat(3), zh: ZH.repeat(3) };
