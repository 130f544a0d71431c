package chat.parley.android.file;

import android.graphics.Bitmap;
import android.graphics.Canvas;
import android.graphics.Color;
import android.graphics.LinearGradient;
import android.graphics.Paint;
import android.graphics.Path;
import android.graphics.Shader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;

/** Pictures for tests. */
public final class Samples {
    private Samples() {}

    /** What the app itself makes of a photo. */
    public static byte[] preview() {
        byte[] photo = jpeg(1200, 900);
        return Previews.of(() -> new ByteArrayInputStream(photo)).get();
    }

    /** As a phone's encoder writes it. */
    public static byte[] jpeg(int width, int height) {
        return written(landscape(width, height), Bitmap.CompressFormat.JPEG);
    }

    public static byte[] png(int width, int height) {
        return written(landscape(width, height), Bitmap.CompressFormat.PNG);
    }

    static byte[] written(Bitmap bitmap, Bitmap.CompressFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bitmap.compress(format, 80, out);
        return out.toByteArray();
    }

    /** Sky, a mountain, a hut. */
    static Bitmap landscape(int width, int height) {
        Bitmap bitmap = Bitmap.createBitmap(width, height, Bitmap.Config.ARGB_8888);
        Canvas canvas = new Canvas(bitmap);
        Paint paint = new Paint(Paint.ANTI_ALIAS_FLAG);
        int sky = Color.rgb(90, 150, 220);
        paint.setShader(new LinearGradient(0, 0, 0, height, sky, Color.rgb(240, 220, 200), Shader.TileMode.CLAMP));
        canvas.drawRect(0, 0, width, height, paint);
        paint.setShader(null);
        Path mountain = new Path();
        mountain.moveTo(0, height);
        mountain.lineTo(width * 0.4f, height * 0.25f);
        mountain.lineTo(width * 0.6f, height * 0.5f);
        mountain.lineTo(width * 0.75f, height * 0.35f);
        mountain.lineTo(width, height);
        mountain.close();
        paint.setColor(Color.rgb(70, 90, 80));
        canvas.drawPath(mountain, paint);
        paint.setColor(Color.rgb(150, 80, 40));
        canvas.drawRect(width * 0.4f, height * 0.75f, width * 0.6f, height * 0.9f, paint);
        return bitmap;
    }
}
