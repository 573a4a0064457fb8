// Builds nodes and draws icons: strokes on a 24 by 24 grid, in the colour of the text around them.

const SVG = 'http://www.w3.org/2000/svg';

/** An HTML element. Text becomes text nodes: nothing is ever parsed as HTML. */
export const node = (tag, properties, ...children) =>
  dress(document.createElement(tag), properties, children);

/** An SVG element. */
export const shape = (tag, properties, ...children) =>
  dress(document.createElementNS(SVG, tag), properties, children);

/** `on…` are listeners, `style` is an object, absent and false attributes are left out. */
function dress(made, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (name === 'style') for (const [key, to] of Object.entries(value)) made.style.setProperty(key, to);
    else made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return made;
}

const CIRCLE = 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z';

const PATHS = {
  down: 'm6 9 6 6 6-6',
  up: 'm6 15 6-6 6 6',
  right: 'm9 6 6 6-6 6',
  left: 'm15 6-6 6 6 6',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  close: 'm6 6 12 12M18 6 6 18',
  done: 'm5 13 4.5 4.5L19 7.5',
  info: `${CIRCLE}M12 11v5M12 8h.01`,
  help: `${CIRCLE}M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.5h.01`,
  success: `${CIRCLE}M8 12.5l2.7 2.7L16 9.5`,
  error: `${CIRCLE}M9 9l6 6M15 9l-6 6`,
  warning: 'M12 4 2.8 20h18.4L12 4ZM12 10v4.5M12 17h.01',
  time: `${CIRCLE}M12 7v5l3.5 2`,
  calendar: 'M4 6h16v14H4zM4 10.5h16M8.5 3v4M15.5 3v4',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4.5 20c.6-3.6 3.6-5.5 7.5-5.5s6.9 1.9 7.5 5.5',
  people: 'M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM2.5 19c.5-3.2 3-4.8 6.5-4.8s6 1.6 6.5 4.8M15.5 5.3a3.5 3.5 0 0 1 0 6.5M17.5 14.8c2.2.6 3.6 2 4 4.2',
  robot: 'M5 8.5h14v10.5H5zM12 8.5V5M12 4.5h.01M9 12.5v1.5M15 12.5v1.5M2.5 12.5v3M21.5 12.5v3',
  video: 'M3 6.5h12v11H3zM15 10.5l6-3v9l-6-3',
  microphone: 'M12 3.5a2.8 2.8 0 0 0-2.8 2.8v5a2.8 2.8 0 0 0 5.6 0v-5A2.8 2.8 0 0 0 12 3.5ZM6 11.5a6 6 0 0 0 12 0M12 17.5V21',
  network: 'M3 9.5a13 13 0 0 1 18 0M6.3 13a8.3 8.3 0 0 1 11.4 0M9.5 16.5a3.7 3.7 0 0 1 5 0M12 19.5h.01',
  computer: 'M3 5h18v11.5H3zM9 20h6M12 16.5V20',
  chart: 'M4 4v16h16M8 15.5l3.5-4.5 3 2.5L19.5 7',
  file: 'M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5',
  download: 'M12 4v11M7 10.5l5 5 5-5M4.5 20h15',
  link: 'M10 13.5a4 4 0 0 0 5.7.3l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10.5a4 4 0 0 0-5.7-.3l-3 3a4 4 0 0 0 5.7 5.7l1-1',
  refresh: 'M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 3.5v4h-4',
  share: 'M14 5.5 20.5 11 14 16.5v-3.3c-5 0-8 1.5-10.5 5 .6-5.6 4-9.3 10.5-9.9z',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5 20.5 20.5',
  like: 'M7 10.5 11 3.5c1.7 0 2.5 1 2.2 2.7L12.6 9.5h6.2c1.2 0 2 1 1.7 2.2l-1.5 6.8c-.2.9-1 1.5-1.9 1.5H7zM7 10.5H3.5V20H7',
  dislike: 'M7 13.5 11 20.5c1.7 0 2.5-1 2.2-2.7L12.6 14.5h6.2c1.2 0 2-1 1.7-2.2L19 5.5C18.8 4.6 18 4 17.1 4H7zM7 13.5H3.5V4H7',
  bell: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4ZM9 14.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4Z',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.5L20 17M15.5 9h.01',
  expand: 'M14 4.5h5.5V10M10 19.5H4.5V14M19.5 4.5 13.5 10.5M4.5 19.5l6-6',
  send: 'M4 11.5 20.5 4 15 20.5l-3.3-7.2z',
  bulb: 'M9 17.5c0-2-3-3.4-3-7.5a6 6 0 0 1 12 0c0 4.1-3 5.5-3 7.5zM9.5 21h5',
  at: 'M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM15.5 8.5V13c0 3.2 5 3 5-1A8.5 8.5 0 1 0 16 19.5',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2.5V5M12 19v2.5M2.5 12H5M19 12h2.5M5.3 5.3 7 7M17 17l1.7 1.7M5.3 18.7 7 17M17 7l1.7-1.7',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z',
  phone: 'M7.5 3h9v18h-9zM11 18h2',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  dot: CIRCLE,
};

/** What a token of Feishu's icon library looks like most, by the words in it; the first match counts. */
const TOKENS = [
  [/down(load|-bottom)|export/, 'download'], [/^down|dropdown|expand-down/, 'down'], [/^up|expand-up/, 'up'],
  [/^right|arrow-right/, 'right'], [/^left|arrow-left/, 'left'], [/more/, 'more'], [/warn|alert|report/, 'warning'],
  [/error|delete|no_|wrong/, 'error'], [/close/, 'close'], [/done|yes|check|succeed/, 'done'], [/info/, 'info'],
  [/help|maybe/, 'help'], [/time|clock|history/, 'time'], [/calendar/, 'calendar'], [/group|members|community/, 'people'],
  [/member|person|user|contact/, 'person'], [/robot|bot_/, 'robot'], [/video|meeting|camera|vc/, 'video'],
  [/mic|voice|audio|sound|speaker/, 'microphone'], [/wifi|network|internet|signal/, 'network'],
  [/computer|pc|cpu|screen|device/, 'computer'], [/chart|data|analy|trend|monitor/, 'chart'],
  [/file|doc|sheet|excel|table|xls/, 'file'], [/link|url|browser/, 'link'], [/refresh|replace|sync|reset/, 'refresh'],
  [/share|forward|reply/, 'share'], [/search|find/, 'search'], [/thumbs?down|dislike|disagree/, 'dislike'],
  [/like|thumb|agree|heart/, 'like'], [/bell|remind|notif/, 'bell'], [/setting|config|tool|repair/, 'settings'],
  [/image|picture/, 'image'], [/bulb|idea|tips/, 'bulb'], [/lock|safe|privacy/, 'lock'],
];

/** One of the icons above. */
export const icon = (name) =>
  shape('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' },
    shape('path', { d: PATHS[name] ?? PATHS.dot }));

/** The icon nearest to a token of Feishu's library, such as `down-small-ccm_outlined`. */
export const iconOf = (token) =>
  icon(TOKENS.find(([pattern]) => pattern.test(String(token)))?.[1] ?? 'dot');
