package io.tributary.host.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * What the SDK promises of records: a component is required unless it is an {@code Optional}, a
 * collection or map (empty when absent), or carries any annotation named {@code Nullable}.
 */
final class RecordRules extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1;

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    return isRecordComponent(member)
        ? Boolean.valueOf(isRequired((AnnotatedParameter) member))
        : super.hasRequiredMarker(config, member);
  }

  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
    if (annotated instanceof AnnotatedMember member && isRecordComponent(member)) {
      if (isContainer(member.getRawType())) {
        return JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
      }
      if (isRequired((AnnotatedParameter) member)) {
        return JsonSetter.Value.forValueNulls(Nulls.FAIL);
      }
    }
    return super.findSetterInfo(config, annotated);
  }

  private static boolean isRecordComponent(AnnotatedMember member) {
    return member instanceof AnnotatedParameter parameter
        && parameter.getDeclaringClass().isRecord();
  }

  private static boolean isRequired(AnnotatedParameter parameter) {
    var type = parameter.getRawType();
    return !isContainer(type) && type != Optional.class && !isMarkedNullable(parameter);
  }

  private static boolean isContainer(Class<?> type) {
    return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
  }

  private static boolean isMarkedNullable(AnnotatedParameter parameter) {
    if (!(parameter.getOwner().getAnnotated() instanceof Executable constructor)) {
      return false;
    }
    int index = parameter.getIndex();
    return hasNullable(constructor.getAnnotatedParameterTypes()[index])
        || hasNullable(constructor.getParameters()[index]);
  }

  private static boolean hasNullable(AnnotatedElement element) {
    return Arrays.stream(element.getAnnotations())
        .anyMatch(annotation -> annotation.annotationType().getSimpleName().equals("Nullable"));
  }
}
