package chat.parley.android.code;

import android.annotation.SuppressLint;
import android.content.Context;
import android.graphics.ImageFormat;
import android.graphics.SurfaceTexture;
import android.hardware.camera2.CameraAccessException;
import android.hardware.camera2.CameraCaptureSession;
import android.hardware.camera2.CameraCharacteristics;
import android.hardware.camera2.CameraDevice;
import android.hardware.camera2.CameraManager;
import android.hardware.camera2.CaptureRequest;
import android.hardware.camera2.params.StreamConfigurationMap;
import android.media.Image;
import android.media.ImageReader;
import android.os.Handler;
import android.os.HandlerThread;
import android.os.Looper;
import android.util.Size;
import android.view.Surface;
import android.view.TextureView;
import android.view.WindowManager;
import java.util.Arrays;
import java.util.function.Consumer;

/** The camera at the back, by {@code camera2}. What is decided is in {@link Sight}; this only wires. */
public final class CameraEye implements Eye {
    private static final int IMAGES = 2;

    private final Context context;
    private final CameraManager cameras;
    private final Handler screens = new Handler(Looper.getMainLooper());
    private HandlerThread thread;
    private Handler handler;
    private TextureView preview;
    private Consumer<Frame> frames;
    private Runnable failed;
    private Size size;
    private ImageReader reader;
    /** The eye's thread's, as is {@link #closed}. */
    private CameraDevice camera;

    private boolean closed;

    public CameraEye(Context context) {
        this.context = context;
        this.cameras = context.getSystemService(CameraManager.class);
    }

    @Override
    public void open(TextureView shown, Consumer<Frame> to, Runnable onFailure) {
        preview = shown;
        frames = to;
        failed = onFailure;
        thread = new HandlerThread("parley-camera");
        thread.start();
        handler = new Handler(thread.getLooper());
        if (preview.isAvailable()) {
            look();
        } else {
            preview.setSurfaceTextureListener(new Ready());
        }
    }

    @Override
    public void close() {
        if (thread == null) {
            return;
        }
        preview.setSurfaceTextureListener(null);
        handler.post(this::shut);
        thread.quitSafely();
        thread = null;
    }

    private void shut() {
        closed = true;
        if (camera != null) {
            camera.close();
            camera = null;
        }
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    /** The screen asks for the permission before it opens the eye. */
    @SuppressLint("MissingPermission")
    private void look() {
        try {
            String id = Sight.camera(cameras);
            StreamConfigurationMap map =
                    cameras.getCameraCharacteristics(id).get(CameraCharacteristics.SCALER_STREAM_CONFIGURATION_MAP);
            size = Sight.size(map.getOutputSizes(ImageFormat.YUV_420_888));
            fit();
            cameras.openCamera(id, new Opened(), handler);
        } catch (CameraAccessException | RuntimeException e) {
            fail();
        }
    }

    private void fail() {
        screens.post(() -> {
            if (thread != null) {
                close();
                failed.run();
            }
        });
    }

    private void fit() {
        int rotation = context.getSystemService(WindowManager.class)
                .getDefaultDisplay()
                .getRotation();
        preview.setTransform(Sight.transform(new Size(preview.getWidth(), preview.getHeight()), size, rotation));
    }

    private void seen(ImageReader from) {
        try (Image image = from.acquireLatestImage()) {
            if (image != null && !closed) {
                Image.Plane plane = image.getPlanes()[0];
                frames.accept(Frame.of(plane.getBuffer(), plane.getRowStride(), image.getWidth(), image.getHeight()));
            }
        } catch (IllegalStateException | IllegalArgumentException e) {
            // The camera was taken away, or gave half a picture: the next one will do.
            return;
        }
    }

    private final class Ready implements TextureView.SurfaceTextureListener {
        @Override
        public void onSurfaceTextureAvailable(SurfaceTexture surface, int width, int height) {
            look();
        }

        @Override
        public void onSurfaceTextureSizeChanged(SurfaceTexture surface, int width, int height) {
            if (size != null) {
                fit();
            }
        }

        @Override
        public boolean onSurfaceTextureDestroyed(SurfaceTexture surface) {
            return true;
        }

        @Override
        public void onSurfaceTextureUpdated(SurfaceTexture surface) {}
    }

    /** On the eye's thread, as is what follows. */
    private final class Opened extends CameraDevice.StateCallback {
        @Override
        public void onOpened(CameraDevice device) {
            if (closed) {
                device.close();
                return;
            }
            camera = device;
            try {
                reader = ImageReader.newInstance(size.getWidth(), size.getHeight(), ImageFormat.YUV_420_888, IMAGES);
                reader.setOnImageAvailableListener(CameraEye.this::seen, handler);
                SurfaceTexture texture = preview.getSurfaceTexture();
                texture.setDefaultBufferSize(size.getWidth(), size.getHeight());
                Surface surface = new Surface(texture);
                device.createCaptureSession(
                        Arrays.asList(surface, reader.getSurface()), new Configured(surface), handler);
            } catch (CameraAccessException | RuntimeException e) {
                fail();
            }
        }

        @Override
        public void onDisconnected(CameraDevice device) {
            fail();
        }

        @Override
        public void onError(CameraDevice device, int error) {
            fail();
        }
    }

    private final class Configured extends CameraCaptureSession.StateCallback {
        private final Surface surface;

        Configured(Surface surface) {
            this.surface = surface;
        }

        @Override
        public void onConfigured(CameraCaptureSession session) {
            if (camera == null) {
                return;
            }
            try {
                CaptureRequest.Builder request = camera.createCaptureRequest(CameraDevice.TEMPLATE_PREVIEW);
                request.addTarget(surface);
                request.addTarget(reader.getSurface());
                request.set(CaptureRequest.CONTROL_AF_MODE, CaptureRequest.CONTROL_AF_MODE_CONTINUOUS_PICTURE);
                session.setRepeatingRequest(request.build(), null, handler);
            } catch (CameraAccessException | RuntimeException e) {
                fail();
            }
        }

        @Override
        public void onConfigureFailed(CameraCaptureSession session) {
            fail();
        }
    }
}
