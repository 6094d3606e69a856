// A photo made small enough for bad Wi-Fi: drawn anew, so that nothing the camera wrote about it goes along.
// @ts-check

const LONGEST_EDGE = 1280;
const MOST = 200_000; // letters of base64: 150 KB
const QUALITIES = [0.82, 0.7, 0.55, 0.4];

/** The picture as base64 of a JPEG; "" where the file is no picture that this browser can show. */
export async function shrunk(file) {
  const picture = await loaded(file);
  if (!picture) return "";
  for (let edge = LONGEST_EDGE; edge >= 320; edge = Math.round(edge * 0.75)) {
    const canvas = drawn(picture, edge);
    for (const quality of QUALITIES) {
      const [kind, body] = canvas.toDataURL("image/jpeg", quality).split(",");
      if (!kind.startsWith("data:image/jpeg")) return "";
      if (body.length <= MOST) return body;
    }
  }
  return "";
}

/** By way of a data: address: it is the only one that the page's rules let a picture come from, and it keeps upright what is. */
function loaded(file) {
  return new Promise((answer) => {
    const reader = new FileReader();
    reader.onerror = () => answer(null);
    reader.onload = () => {
      const picture = new Image();
      picture.onerror = () => answer(null);
      picture.onload = () => answer(picture.naturalWidth ? picture : null);
      picture.src = String(reader.result);
    };
    reader.readAsDataURL(file);
  });
}

function drawn(picture, edge) {
  const share = Math.min(1, edge / Math.max(picture.naturalWidth, picture.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.naturalWidth * share));
  canvas.height = Math.max(1, Math.round(picture.naturalHeight * share));
  const paper = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  paper.fillStyle = "#fff"; // a JPEG knows no transparency
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}
