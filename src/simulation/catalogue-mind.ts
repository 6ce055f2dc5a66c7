import {
  BOOKINGS,
  COURSES,
  DEVICES,
  ENTRIES,
  GOODS,
  many,
  one,
  PLANS,
  type Product,
  productGroup,
  SESSIONS,
} from './product.ts';

/** Technology, games, music, films, books, art, photography and courses. */
export const MIND_PRODUCTS: readonly Product[] = [
  ...productGroup(
    { category: 'Gaming', act: 'buy', benefits: DEVICES, gifts: ['game download', 'mouse pad'] },
    [
      one('classic game bundle', 'value', 'Gaming', 'for nights on the couch', { benefits: GOODS }),
      one('wireless game controller', 'value', 'Gaming', 'for sharper play'),
      one('game library subscription', 'value', 'Gaming,Entertainment', 'for hundreds of titles to try', {
        act: 'subscribe',
        benefits: PLANS,
        fee: 'setup fee',
      }),
      one('gaming headset', 'mid', 'Gaming,Technology', 'for hearing every step'),
      one('mechanical keyboard', 'mid', 'Gaming,Technology', 'for quick, crisp typing'),
      one('cloud gaming plan', 'mid', 'Gaming,Technology', 'for big titles on any screen', {
        act: 'subscribe',
        benefits: PLANS,
        fee: 'setup fee',
      }),
      one('gaming laptop', 'premium', 'Gaming,Technology', 'for high frame rates anywhere'),
      one('next-gen game console', 'premium', 'Gaming,Entertainment', 'for the newest worlds'),
      one('pro racing wheel', 'premium', 'Gaming,Cars', 'for lap times that feel real'),
      one('board game set', 'value', 'Gaming,Entertainment', 'for evenings in with friends', {
        benefits: GOODS,
        gifts: ['dice pouch'],
      }),
      one('gaming chair', 'mid', 'Gaming,Home', 'for long sessions in comfort'),
      one('virtual reality headset', 'premium', 'Gaming,Technology', 'for stepping inside the story'),
      one('handheld game console', 'premium', 'Gaming,Travel', 'for quests on the train'),
    ],
  ),
  ...productGroup(
    { category: 'Technology', act: 'buy', benefits: DEVICES, gifts: ['protective case', 'charging cable'] },
    [
      one('portable charger', 'value', 'Technology,Travel', 'for full power on the go'),
      one('smart plug set', 'value', 'Technology,Home', 'for lights that follow your day', {
        gifts: ['charging cable'],
      }),
      one('budget tablet', 'value', 'Technology,Entertainment', 'for reading, video and calls'),
      one('wireless earbud set', 'mid', 'Technology,Music', 'for clear sound all day'),
      one('smart home hub', 'mid', 'Technology,Home', 'for lights and locks in one app', {
        gifts: ['charging cable'],
      }),
      one('cloud storage plan', 'mid', 'Technology,Photography', 'for safe files and photos', {
        act: 'subscribe',
        benefits: PLANS,
        fee: 'setup fee',
      }),
      one('fiber internet plan', 'mid', 'Technology,Entertainment', 'for smooth calls and streaming', {
        act: 'subscribe',
        benefits: PLANS,
        fee: 'installation fee',
      }),
      one('ultralight laptop', 'premium', 'Technology', 'for work from anywhere'),
      one('flagship smartphone', 'premium', 'Technology,Photography', 'for photos that look professional'),
      many('noise-cancelling headphones', 'premium', 'Technology,Music', 'for quieter commutes'),
      one('prepaid phone plan', 'value', 'Technology', 'for calls with no contract', {
        act: 'subscribe',
        benefits: PLANS,
        fee: 'activation fee',
      }),
      one('smartwatch', 'mid', 'Technology,Fitness', 'for messages on your wrist'),
    ],
  ),
  ...productGroup({ category: 'Music', act: 'buy', benefits: GOODS, gifts: ['song book'] }, [
    one('beginner ukulele', 'value', 'Music', 'for a first song by Sunday', {
      gifts: ['song book', 'guitar pick set'],
    }),
    one('music streaming plan', 'value', 'Music,Entertainment', 'for every mood', {
      act: 'subscribe',
      benefits: PLANS,
      fee: 'setup fee',
    }),
    one('portable speaker', 'mid', 'Music,Technology', 'for music in every room', {
      benefits: DEVICES,
      gifts: ['carry pouch'],
    }),
    one('vinyl record player', 'mid', 'Music,Home', 'for warm, rich sound', {
      benefits: DEVICES,
      gifts: ['record brush'],
    }),
    many('guitar lessons', 'mid', 'Music,Learning', 'for playing the songs you love', {
      gifts: ['song book', 'guitar pick set'],
      act: 'enroll',
      benefits: COURSES,
      fee: 'enrollment fee',
    }),
    one('digital piano', 'premium', 'Music', 'for practice at any hour', { benefits: DEVICES }),
    one('grand circle concert package', 'premium', 'Music,Entertainment', 'for the finest seats', {
      act: 'book',
      benefits: BOOKINGS.filter((kind) => kind !== 'gift' && kind !== 'upgrade'),
      fee: 'booking fee',
    }),
    one('harmonica set', 'value', 'Music', 'for blues in your pocket'),
    many('singing lessons', 'mid', 'Music,Learning', 'for hitting the high notes', {
      act: 'enroll',
      benefits: COURSES,
      fee: 'enrollment fee',
    }),
    one('electric guitar', 'premium', 'Music', 'for riffs that fill a room', {
      gifts: ['song book', 'guitar pick set'],
    }),
  ]),
  ...productGroup(
    {
      category: 'Entertainment',
      act: 'book',
      benefits: BOOKINGS,
      gifts: ['popcorn bucket', 'souvenir poster'],
      upgrades: ['seat upgrade', 'lounge upgrade'],
      fee: 'booking fee',
    },
    [
      many('matinee cinema tickets', 'value', 'Entertainment', 'for an afternoon at the movies', {
        benefits: ['percentOff', 'moneyOff', 'cashback', 'points', 'twoForOne', 'feeWaiver', 'gift'],
      }),
      many('comedy night tickets', 'value', 'Entertainment', 'for a good laugh', {
        benefits: ['percentOff', 'moneyOff', 'cashback', 'points', 'twoForOne', 'feeWaiver'],
      }),
      one('movie streaming plan', 'value', 'Entertainment', 'for a new favorite every week', {
        act: 'subscribe',
        benefits: PLANS,
        fee: 'setup fee',
      }),
      many('theater tickets', 'mid', 'Entertainment,Art', 'for a night on the town', {
        gifts: ['souvenir poster'],
      }),
      one('theme park pass', 'mid', 'Entertainment,Travel', 'for rides from open to close', {
        benefits: ENTRIES,
      }),
      one('escape room evening', 'mid', 'Entertainment,Gaming', 'for friends who like puzzles', {
        benefits: ENTRIES,
      }),
      one('music festival weekend', 'premium', 'Entertainment,Music', 'for three days of live sets', {
        gifts: ['souvenir poster'],
      }),
      one('home theater projector', 'premium', 'Entertainment,Technology', 'for movies the size of a wall', {
        act: 'buy',
        benefits: [
          'percentOff',
          'moneyOff',
          'cashback',
          'points',
          'installments',
          'freeDelivery',
          'warranty',
        ],
      }),
    ],
  ),
  ...productGroup(
    { category: 'Books', act: 'buy', benefits: GOODS, gifts: ['bookmark set', 'reading light'] },
    [
      one('paperback bestseller bundle', 'value', 'Books', 'for lazy weekends'),
      one('e-book bundle', 'value', 'Books,Technology', 'for a lighter bag'),
      one('audiobook plan', 'value', 'Books,Entertainment', 'for stories on the move', {
        act: 'subscribe',
        benefits: PLANS,
        fee: 'setup fee',
      }),
      one('graphic novel set', 'mid', 'Books,Art', 'for late-night reading'),
      one('e-reader', 'mid', 'Books,Technology', 'for a whole library in one hand', { benefits: DEVICES }),
      one('book club membership', 'mid', 'Books,Learning', 'for good reads and good talk', {
        act: 'join',
        benefits: PLANS,
        fee: 'joining fee',
      }),
      one('leather-bound classics set', 'premium', 'Books,Home', 'for the proudest shelf in the house'),
      one('signed first edition', 'premium', 'Books,Art', 'for serious collectors'),
      one('comic book bundle', 'value', 'Books,Entertainment', 'for heroes old and new'),
      one('cookbook collection', 'mid', 'Books,Food', 'for recipes from far kitchens'),
      one('monthly novel box', 'mid', 'Books,Shopping', 'for a story on the doorstep', {
        act: 'subscribe',
        benefits: PLANS,
        fee: 'delivery fee',
      }),
      one('illustrated world atlas', 'premium', 'Books,Travel', 'for wandering from the armchair'),
      one('literary festival weekend', 'premium', 'Books,Entertainment', 'for meeting the authors', {
        act: 'book',
        benefits: SESSIONS,
      }),
    ],
  ),
  ...productGroup({ category: 'Art', act: 'buy', benefits: GOODS, gifts: ['sketch pad', 'brush roll'] }, [
    one('watercolor set', 'value', 'Art', 'for painting anywhere'),
    one('calligraphy kit', 'value', 'Art,Learning', 'for beautiful lettering'),
    one('pottery class', 'mid', 'Art,Learning', 'for shaping a first bowl', {
      act: 'book',
      benefits: COURSES,
      fee: 'booking fee',
    }),
    one('museum membership', 'mid', 'Art,Entertainment', 'for a year of new shows', {
      act: 'join',
      benefits: [...PLANS.filter((kind) => kind !== 'trial')],
      fee: 'joining fee',
    }),
    one('drawing tablet', 'mid', 'Art,Technology', 'for digital sketching', {
      benefits: DEVICES,
      gifts: ['pen stand'],
    }),
    one('limited edition print', 'premium', 'Art,Home', 'for a wall that gets noticed', {
      gifts: ['picture hook set'],
    }),
    one('private gallery tour', 'premium', 'Art,Travel', 'for art without the crowds', {
      act: 'book',
      benefits: ['percentOff', 'moneyOff', 'cashback', 'points'],
    }),
    one('sketching class', 'value', 'Art,Learning', 'for drawing what you see', {
      act: 'book',
      benefits: COURSES,
      fee: 'booking fee',
    }),
    one('studio easel', 'mid', 'Art', 'for big canvases at home'),
    one('commissioned portrait', 'premium', 'Art,Home', 'for a face worth framing', {
      benefits: SESSIONS,
      gifts: ['picture frame'],
    }),
  ]),
  ...productGroup(
    { category: 'Photography', act: 'buy', benefits: DEVICES, gifts: ['memory card', 'lens cloth set'] },
    [
      one('photo print bundle', 'value', 'Photography,Home', 'for memories on the wall', {
        benefits: GOODS,
        gifts: ['picture hook set'],
      }),
      one('compact tripod', 'value', 'Photography', 'for steady shots'),
      one('instant camera', 'mid', 'Photography,Entertainment', 'for prints on the spot', {
        gifts: ['lens cloth set'],
      }),
      one('photo editing plan', 'mid', 'Photography,Technology', 'for better light in every shot', {
        act: 'subscribe',
        benefits: PLANS,
        fee: 'setup fee',
      }),
      one('photo walk workshop', 'mid', 'Photography,Travel', 'for seeing your city anew', {
        act: 'book',
        benefits: COURSES.filter((kind) => kind !== 'installments'),
        fee: 'booking fee',
      }),
      one('mirrorless camera', 'premium', 'Photography,Technology', 'for sharp pictures in low light'),
      one('camera drone', 'premium', 'Photography,Technology', 'for views from above'),
      one('portrait lens', 'premium', 'Photography', 'for faces in soft focus'),
      one('phone lens kit', 'value', 'Photography,Technology', 'for wider shots on the go', {
        benefits: GOODS,
      }),
      one('padded camera strap', 'value', 'Photography', 'for comfort on long shoots', { benefits: GOODS }),
      one('family photo session', 'mid', 'Photography,Home', 'for everyone in one frame', {
        gifts: ['picture frame'],
        act: 'book',
        benefits: SESSIONS,
      }),
      one('photo safari', 'premium', 'Photography,Travel', 'for wildlife at golden hour', {
        act: 'book',
        benefits: SESSIONS,
      }),
    ],
  ),
  ...productGroup(
    {
      category: 'Courses',
      act: 'enroll',
      benefits: COURSES,
      gifts: ['workbook', 'study planner'],
      fee: 'enrollment fee',
    },
    [
      one('language learning app', 'value', 'Learning,Travel', 'for ordering dinner abroad', {
        act: 'subscribe',
        benefits: PLANS,
        fee: 'setup fee',
      }),
      one('public speaking workshop', 'value', 'Learning', 'for calm in front of a crowd', {
        goals: ['Starting a Business'],
      }),
      one('coding course', 'mid', 'Learning,Technology', 'for building a first app', {
        goals: ['Education'],
      }),
      one('creative writing course', 'mid', 'Learning,Books', 'for finishing that first draft', {
        goals: ['Education'],
      }),
      one('data analysis certificate', 'mid', 'Learning,Technology', 'for a stronger resume', {
        goals: ['Education'],
      }),
      one('executive leadership program', 'premium', 'Learning', 'for the next step at work', {
        goals: ['Education'],
      }),
      one('small business academy', 'premium', 'Learning,Finance', 'for turning plans into customers', {
        goals: ['Starting a Business', 'Education'],
      }),
      one('first aid class', 'value', 'Learning,Wellness', 'for knowing what to do'),
      one('spreadsheet course', 'value', 'Learning,Technology', 'for formulas that finally work', {
        goals: ['Education'],
      }),
      one('graphic design course', 'mid', 'Learning,Art', 'for layouts that catch the eye', {
        goals: ['Education'],
      }),
      one('data science bootcamp', 'premium', 'Learning,Technology', 'for a whole new career', {
        goals: ['Education'],
      }),
      one('language immersion week', 'premium', 'Learning,Travel', 'for small talk that flows'),
    ],
  ),
];
