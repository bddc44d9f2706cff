import type { diagnostics as en } from '../en/diagnostics.ts';

export const diagnostics: typeof en = {
  title: '诊断信息',
  about: '本页在这台机器上查到的情况。其中没有故事的内容；除非自己复制，否则不会发到任何地方。',
  copy: '全部复制',
  copied: '已复制。',
  notCopied: '这个浏览器不允许网页复制。',
  rows: {
    version: '版本',
    browser: '浏览器',
    backend: '计算后端',
    adapter: '显卡',
    trainer: '训练步',
    limits: 'GPU 上限',
    isolated: '跨源隔离（多线程）',
    memory: '页面内存',
    storage: '存储空间',
    keeping: '保存状态',
    offline: '离线可用',
    run: '当前训练',
    config: '设置',
    faults: '最近的错误',
  },
};
