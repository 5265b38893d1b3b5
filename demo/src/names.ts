/** Invented people and companies. */

const FIRST_NAMES =
  `Amara Anders Beatriz Chen Daniela Diego Elif Emeka Farah Fumiko Giulia Hassan Hugo Ines Ivan Jamal Johanna Kavya Keiko
  Lars Leila Lucas Maeve Mateo Mei Nadia Noah Olga Omar Priya Rafael Rosa Samir Sofia Tariq Tomas Uma Victor Yara Zoe`.split(
    /\s+/,
  );
const LAST_NAMES =
  `Abara Almeida Andersson Bauer Bianchi Castillo Dang Dubois Eze Fischer Gupta Haddad Hansen Ibarra Ito Jansen Kaya
  Kowalski Laurent Lindqvist Mbeki Moreau Nakamura Novak Okafor Oliveira Park Petrov Quinn Rahman Ramirez Rossi Santos
  Schneider Silva Tan Torres Virtanen Weber Zhang`.split(/\s+/);

/** The person with this number; the first 1,600 all differ. */
export function personName(number: number): string {
  const round = Math.floor(number / FIRST_NAMES.length);
  const last = (number * 7 + round * 11) % LAST_NAMES.length;
  return `${FIRST_NAMES[(number + 12 * round) % FIRST_NAMES.length]} ${LAST_NAMES[last]}`;
}

const COMPANY_FIRST =
  `Alder Amber Anchor Arbor Aster Atlas Auburn Basalt Bell Birch Blue Bramble Bright Cedar Cinder Clear Cobalt Copper
  Coral Crest Crown Delta Drift Dune Eagle Ember Falcon Fern Field Flint Forge Fox Garnet Glen Gold Granite Green Grove
  Harbor Hazel Heron High Hill Horizon Indigo Iron Ivory Jade Juniper Kestrel Lake Lark Laurel Linden Lumen Lunar Maple
  Marble Meadow Mist Moss North Oak Ocean Olive Onyx Opal Orchid Otter Pebble Pine Polar Prairie Quartz Quill Raven Reed
  Ridge River Rowan Ruby Sage Sand Silver Slate Solar Spruce Stone Summit Swift Tern Thistle Timber Topaz Vale Violet
  West Willow`.split(/\s+/);
const COMPANY_LAST =
  `Logistics Foods Textiles Energy Robotics Media Optics Travel Pharma Motors Ceramics Finance Dairy Software Freight
  Interiors Labs Paper Sports Insurance Telecom Tools Marine Packaging Retail Clinics Farms Design Metals Hotels Glass
  Chemicals Learning Cycles Brewing Security Aviation Books Publishing Plastics Water Furniture Audio Coffee Bakery
  Builders Instruments Rail Cosmetics Gardens Partners Systems Analytics Outdoor Recycling Staffing Lighting Toys`.split(
    /\s+/,
  );

/** The company with this number; the names repeat only after some thousands, and then carry a number. */
export function companyName(number: number): string {
  const total = COMPANY_FIRST.length * COMPANY_LAST.length;
  const place = (number * 1_237) % total;
  const round = Math.floor(number / total);
  const name = `${COMPANY_FIRST[place % COMPANY_FIRST.length]} ${COMPANY_LAST[Math.floor(place / COMPANY_FIRST.length)]}`;
  return round === 0 ? name : `${name} ${round + 1}`;
}
